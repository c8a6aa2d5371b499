import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * When balances are paid, by the month from which on: how many days after a month's end, and in
 * which month's run below the minimum too. Rows are only added; of several from the same month on,
 * the last one counts. A run keeps the rule that it was prepared by. No row: at once, and never.
 */
export const payoutRules = pgTable(
  "payout_rules",
  {
    id: uuid("id").primaryKey(),
    fromPeriod: text("from_period").notNull(),
    holdingDays: integer("holding_days").notNull(),
    sweepMonth: integer("sweep_month"),
    setBy: text("set_by").notNull(),
    setAt: instant("set_at").notNull(),
  },
  (rule) => [
    check("payout_rules_from_a_month", sql`${rule.fromPeriod} ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
    check("payout_rules_holding_days_in_range", sql`${rule.holdingDays} between 0 and 180`),
    check("payout_rules_sweep_in_a_month", sql`${rule.sweepMonth} between 1 and 12`),
    index("payout_rules_in_order").on(rule.fromPeriod, rule.setAt),
  ],
);
