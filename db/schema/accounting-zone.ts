import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";

/**
 * One row: the time zone whose days and months these books are kept in. The first process that
 * starts writes it, and one that is set to another zone refuses to start.
 *
 * Events are posted to days of this zone for good. So a trigger refuses another zone once there is
 * an event; until then the row follows what processes are set to.
 */
export const accountingZone = pgTable(
  "accounting_zone",
  {
    id: integer("id").primaryKey(),
    /** An IANA name. */
    zone: text("zone").notNull(),
  },
  (kept) => [check("accounting_zone_is_one_row", sql`${kept.id} = 1`)],
);
