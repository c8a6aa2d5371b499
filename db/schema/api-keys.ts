import { sql } from "drizzle-orm";
import { check, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { users } from "./users";

/**
 * Keys of marketplace backends: `rmt_<prefix>_<secret>`. Shown once; only the SHA-256 is kept.
 * `source` is the namespace of the external ids, so that a rotated key sees the same events.
 *
 * A key that does an admin's work acts as the admin who made it, and never for anybody else: whom
 * it acts for is not changed, and a person whose keys did something is not removed.
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
    actsFor: uuid("acts_for").references(() => users.id),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: text("revoked_by"),
  },
  (key) => [
    check(
      "api_keys_of_admins_act_for_a_person",
      sql`${key.actsFor} is not null
        or ${key.scopes} <@ array['events:write', 'catalog:write', 'earnings:read']`,
    ),
    unique("api_keys_prefix_is_unique").on(key.prefix),
    check(
      "api_keys_revoked_by_somebody",
      sql`(${key.revokedAt} is null) = (${key.revokedBy} is null)`,
    ),
  ],
);
