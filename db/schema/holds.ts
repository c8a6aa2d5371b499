import { sql } from "drizzle-orm";
import { check, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";

/** Why and by whom a developer's payouts are stopped. Lifted, never deleted; one live at a time. */
export const holds = pgTable(
  "holds",
  {
    id: uuid("id").primaryKey(),
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    reason: text("reason").notNull(),
    placedBy: text("placed_by").notNull(),
    placedAt: instant("placed_at").notNull(),
    liftedBy: text("lifted_by"),
    liftedAt: instant("lifted_at"),
  },
  (hold) => [
    uniqueIndex("holds_one_live_per_developer")
      .on(hold.developerId)
      .where(sql`${hold.liftedAt} is null`),
    check("holds_lifted_by_somebody", sql`(${hold.liftedAt} is null) = (${hold.liftedBy} is null)`),
  ],
);
