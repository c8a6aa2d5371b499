import { sql } from "drizzle-orm";
import { check, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Keys of marketplace backends: `rmt_<prefix>_<secret>`. Shown once; only the SHA-256 is kept.
 * `source` is the namespace of the external ids, so that a rotated key sees the same events.
 */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    secretHash: text("secret_hash").notNull(),
    scopes: text("scopes").array().notNull(),
    source: text("source").notNull().default("api"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: text("revoked_by"),
  },
  (key) => [
    unique("api_keys_prefix_is_unique").on(key.prefix),
    check(
      "api_keys_revoked_by_somebody",
      sql`(${key.revokedAt} is null) = (${key.revokedBy} is null)`,
    ),
  ],
);
