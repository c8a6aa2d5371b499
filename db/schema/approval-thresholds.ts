import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { instant, minor } from "./columns";

/**
 * The most of a run, in a currency, that one person may both prepare and approve. No row: any
 * amount.
 */
export const approvalThresholds = pgTable(
  "approval_thresholds",
  {
    currency: text("currency").primaryKey(),
    amount: minor("amount").notNull(),
    updatedBy: text("updated_by").notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (threshold) => [check("approval_thresholds_not_negative", sql`${threshold.amount} >= 0`)],
);
