import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { instant, minor } from "./columns";

/** The least that is paid out in a currency. Smaller balances are carried over. No row: 1. */
export const payoutMinimums = pgTable(
  "payout_minimums",
  {
    currency: text("currency").primaryKey(),
    amount: minor("amount").notNull(),
    updatedBy: text("updated_by").notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (minimum) => [check("payout_minimums_positive", sql`${minimum.amount} >= 1`)],
);
