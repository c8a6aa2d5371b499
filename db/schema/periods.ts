import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Accounting months. A row exists before the first event of its month is recorded, because
 * recording locks it (`FOR SHARE`) and closing updates it: no row, no lock. Closed once, for good.
 */
export const periods = pgTable(
  "periods",
  {
    period: text("period").primaryKey(),
    closedAt: instant("closed_at"),
    closedBy: text("closed_by"),
  },
  (period) => [
    check("periods_are_months", sql`${period.period} ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
    check(
      "periods_closed_by_somebody",
      sql`(${period.closedAt} is null) = (${period.closedBy} is null)`,
    ),
  ],
);
