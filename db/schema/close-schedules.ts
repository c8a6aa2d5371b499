import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * On which day of a month the one before is closed and prepared by itself. Rows are only added;
 * the last one counts, and only for dates after it. No row, or one without a day: by hand.
 */
export const closeSchedules = pgTable(
  "close_schedules",
  {
    id: uuid("id").primaryKey(),
    /** Of the month, and of the day in the accounting zone. Both absent: switched off. */
    day: integer("day"),
    hour: integer("hour"),
    /** Whether the run is approved too, as far as the threshold lets one person do so. */
    approves: boolean("approves").notNull(),
    setBy: text("set_by").notNull(),
    setAt: instant("set_at").notNull(),
  },
  (schedule) => [
    check("close_schedules_day_in_every_month", sql`${schedule.day} between 1 and 28`),
    check("close_schedules_hour_of_a_day", sql`${schedule.hour} between 0 and 23`),
    check(
      "close_schedules_day_and_hour",
      sql`(${schedule.day} is null) = (${schedule.hour} is null)
        and not (${schedule.approves} and ${schedule.day} is null)`,
    ),
    index("close_schedules_in_order").on(schedule.setAt, schedule.id),
  ],
);
