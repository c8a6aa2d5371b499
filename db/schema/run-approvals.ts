import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, minor } from "./columns";
import { runs } from "./runs";

export const APPROVING_ACTS = ["approve", "retry"] as const;

/**
 * By what rule somebody let a run's payouts be sent, in one currency: the threshold as it was at
 * that moment, and the amount that it was held against. Append-only.
 */
export const runApprovals = pgTable(
  "run_approvals",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    runId: uuid("run_id")
      .notNull()
      .references(() => runs.id),
    act: text("act", { enum: APPROVING_ACTS }).notNull(),
    currency: text("currency").notNull(),
    /** Everything in the run that is not canceled. */
    amount: minor("amount").notNull(),
    /** Absent: one person was enough, whatever the amount. */
    threshold: minor("threshold"),
    approvedBy: text("approved_by").notNull(),
    approvedAt: instant("approved_at").notNull(),
  },
  (approval) => [
    index("run_approvals_of_a_run").on(approval.runId),
    check("run_approvals_known_act", sql`${approval.act} in ('approve', 'retry')`),
  ],
);
