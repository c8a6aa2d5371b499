import type { Database } from "@/db/client";
import { lastDay, type Period } from "@/lib/domain/period";
import { auditCtes } from "./audit";
import type { PayoutKey } from "./payout-leases";

export type LostPayout = PayoutKey & {
  readonly period: Period;
  readonly currency: string;
  readonly amount: bigint;
  readonly destination: string;
  readonly transferId: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly sentAt: Date;
  readonly at: Date;
  readonly by: string;
};

/**
 * Writes down a payout that Stripe made and our database lost, as after a restored backup, and
 * claims what it paid, so that the same money is not paid again. False, and without effect, unless
 * everything fits: the account is the developer's, the period is closed, and what is unsettled through
 * its end adds up to exactly the amount.
 */
export async function importPayout(db: Pick<Database, "sql">, lost: LostPayout): Promise<boolean> {
  const { sql } = db;
  const { developerId, payoutId, at, sentAt, by } = lost;
  const amount = lost.amount.toString();
  const entry = {
    at,
    actor: by,
    action: "payout.import",
    subject: `payout:${payoutId}`,
    detail: { transfer: lost.transferId, amount, currency: lost.currency, period: lost.period },
  };
  const rows = await sql`
    with ${unsettledCtes(db, lost)},
    fitting as (
      select 1
      where (select coalesce(sum(developer_share), 0) from unsettled)
          + (select coalesce(sum(amount), 0) from returned) = ${amount}::bigint
        and exists (select 1 from periods
          where period = ${lost.period} and closed_at is not null)
        and exists (select 1 from connected_accounts
          where developer_id = ${developerId} and stripe_account_id = ${lost.destination})
    ),
    imported as (
      insert into payouts (developer_id, id, period, currency, amount, state, destination,
        attempt_no, transfer_id, created_at, approved_by, approved_at, paid_at, updated_at)
      select ${developerId}, ${payoutId}::uuid, ${lost.period}, ${lost.currency},
        ${amount}::bigint, 'paid', ${lost.destination}, 1, ${lost.transferId}, ${sentAt}, ${by},
        ${at}, ${at}, ${at}
      from fitting
      on conflict do nothing
      returning developer_id, id
    ),
    attempt as (
      insert into payout_attempts (developer_id, payout_id, no, request, idempotency_key,
        started_at, finished_at, outcome, detail)
      select developer_id, id, 1, ${JSON.stringify(lost.request)}::text::jsonb,
        ${`payout:${payoutId}:1`}, ${sentAt}, ${at}, 'confirmed', 'found at Stripe'
      from imported
      returning no
    ),
    claimed as (
      update payables as payable set payout_id = imported.id
      from imported, unsettled
      where payable.developer_id = imported.developer_id and payable.id = unsettled.id
      returning payable.id
    ),
    claimed_returns as (
      update payout_returns as known set paid_again_by = imported.id
      from imported, returned
      where known.developer_id = imported.developer_id and known.id = returned.id
      returning known.id
    ),
    ${auditCtes(db, entry, "imported")}
    select id from imported`;
  return rows.length === 1;
}

/** What the payout can have paid: the buckets under payables, and what reversals took back. */
function unsettledCtes({ sql }: Pick<Database, "sql">, lost: LostPayout) {
  const { developerId } = lost;
  return sql`
    unsettled as materialized (
      select payable.id, bucket.developer_share
      from payables as payable join balances as bucket
        on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
      where payable.developer_id = ${developerId} and payable.currency = ${lost.currency}
        and payable.payout_id is null and payable.period <= ${lost.period}
      for no key update of payable
    ),
    returned as materialized (
      select id, amount from payout_returns
      where developer_id = ${developerId} and currency = ${lost.currency}
        and paid_again_by is null and day <= ${lastDay(lost.period)}::date
      for update
    )`;
}
