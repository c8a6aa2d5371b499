import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { REVERSAL_STATES } from "@/lib/domain/reversal";
import { instant, marketplaceId, minor } from "./columns";
import { payouts } from "./payouts";

/**
 * An admin's wish to take a paid payout back, in whole or in part. Written before the call, with
 * the exact request and its key; how much of the payout is really back, `payouts` says.
 */
export const payoutReversals = pgTable(
  "payout_reversals",
  {
    developerId: marketplaceId("developer_id").notNull(),
    payoutId: uuid("payout_id").notNull(),
    no: integer("no").notNull(),
    amount: minor("amount").notNull(),
    /** Why. The developer reads it too. */
    reason: text("reason").notNull(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    request: jsonb("request").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    state: text("state", { enum: REVERSAL_STATES }).notNull(),
    /** Stripe's id of it, once it is made. */
    reversalId: text("reversal_id"),
    code: text("code"),
    detail: text("detail"),
    finishedAt: instant("finished_at"),
    /** When it is looked up at Stripe, while nobody knows its outcome. */
    checkAt: instant("check_at"),
  },
  (reversal) => [
    primaryKey({ columns: [reversal.developerId, reversal.payoutId, reversal.no] }),
    uniqueIndex("payout_reversals_one_per_key").on(reversal.idempotencyKey, reversal.developerId),
    uniqueIndex("payout_reversals_one_open")
      .on(reversal.developerId, reversal.payoutId)
      .where(sql`${reversal.state} in ('requested', 'unknown')`),
    index("payout_reversals_to_look_up")
      .on(reversal.checkAt)
      .where(sql`${reversal.checkAt} is not null`),
    foreignKey({
      name: "payout_reversals_of_a_payout",
      columns: [reversal.developerId, reversal.payoutId],
      foreignColumns: [payouts.developerId, payouts.id],
    }),
    check("payout_reversals_positive", sql`${reversal.amount} > 0`),
    check(
      "payout_reversals_facts_of_state",
      sql`case ${reversal.state}
        when 'requested' then ${reversal.checkAt} is not null and ${reversal.finishedAt} is null
        when 'unknown' then ${reversal.checkAt} is not null and ${reversal.finishedAt} is null
        when 'made' then ${reversal.reversalId} is not null and ${reversal.finishedAt} is not null
          and ${reversal.checkAt} is null
        when 'refused' then ${reversal.code} is not null and ${reversal.finishedAt} is not null
          and ${reversal.checkAt} is null
        else false end`,
    ),
  ],
);
