import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, marketplaceId, minor } from "./columns";
import { developers } from "./developers";
import { payoutState } from "./enums";
import { runs } from "./runs";

/**
 * What we owe one developer in one currency, and how far paying it has come.
 *
 * The row is the promise; each try at keeping it is a row in `payout_attempts`. Its amount is the
 * sum of what it claimed. A paid payout is never edited but for reversals. A trigger refuses every
 * step that `lib/domain/payout` does not know.
 */
export const payouts = pgTable(
  "payouts",
  {
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    id: uuid("id").notNull(),
    /** Absent on one that was brought back from Stripe after its record was lost. */
    runId: uuid("run_id"),
    period: text("period").notNull(),
    currency: text("currency").notNull(),
    amount: minor("amount").notNull(),
    /** The least that was paid out when it was prepared; absent where no run judged it. */
    minimum: minor("minimum"),
    state: payoutState("state").notNull(),
    /** The Stripe account approved to receive it; sending refuses any other. */
    destination: text("destination").notNull(),
    /** The charge whose money it is, on a payout of one sale that came from Stripe. */
    sourceCharge: text("source_charge"),
    attemptNo: integer("attempt_no").notNull().default(0),
    transferId: text("transfer_id"),
    reversedAmount: minor("reversed_amount").notNull().default(sql`0`),
    failureCode: text("failure_code"),
    /** Who works on it until when: a holder whose token is no longer here may not write. */
    leaseToken: uuid("lease_token"),
    leaseUntil: instant("lease_until"),
    /** When an unknown payout is looked up next. */
    checkAt: instant("check_at"),
    createdAt: instant("created_at").notNull(),
    approvedBy: text("approved_by"),
    approvedAt: instant("approved_at"),
    paidAt: instant("paid_at"),
    failedAt: instant("failed_at"),
    canceledBy: text("canceled_by"),
    canceledAt: instant("canceled_at"),
    updatedAt: instant("updated_at").notNull(),
  },
  (payout) => [
    primaryKey({ columns: [payout.developerId, payout.id] }),
    foreignKey({ name: "payouts_in_a_run", columns: [payout.runId], foreignColumns: [runs.id] }),
    uniqueIndex("payouts_one_per_transfer").on(payout.transferId, payout.developerId),
    uniqueIndex("payouts_one_per_run_and_currency")
      .on(payout.developerId, payout.runId, payout.currency)
      .where(sql`${payout.runId} is not null`),
    index("payouts_of_a_run").on(payout.runId),
    // Reconciling reads them a page at a time, latest first.
    index("payouts_by_payment")
      .on(payout.paidAt, payout.id)
      .where(sql`${payout.transferId} is not null`),
    // Webhooks name a payout by its id alone.
    index("payouts_by_id").on(payout.id),
    index("payouts_not_sent")
      .on(payout.developerId)
      .where(sql`${payout.state} in ('ready', 'approved', 'submitting', 'unknown', 'failed')`),
    index("payouts_to_work_on")
      .on(payout.state, payout.createdAt)
      .where(sql`${payout.state} in ('approved', 'submitting', 'unknown')`),
    check("payouts_amount_positive", sql`${payout.amount} > 0`),
    check(
      "payouts_paid_has_a_transfer",
      sql`(${payout.state} in ('paid', 'partly_reversed', 'reversed'))
        = (${payout.transferId} is not null and ${payout.paidAt} is not null)`,
    ),
    check(
      "payouts_failed_has_a_reason",
      sql`(${payout.state} = 'failed') <= (${payout.failureCode} is not null)`,
    ),
    check(
      "payouts_reversed_within_amount",
      sql`${payout.reversedAmount} between 0 and ${payout.amount}
        and (${payout.state} = 'reversed') = (${payout.reversedAmount} = ${payout.amount})
        and (${payout.state} in ('partly_reversed', 'reversed')) = (${payout.reversedAmount} > 0)`,
    ),
    check(
      "payouts_canceled_by_somebody",
      sql`(${payout.state} = 'canceled')
        = (${payout.canceledAt} is not null and ${payout.canceledBy} is not null)`,
    ),
  ],
);
