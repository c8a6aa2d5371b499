import type { Database } from "@/db/client";
import type { PayoutId } from "@/lib/domain/ids";
import type { RunDecision } from "./approve-run";
import { auditCtes } from "./audit";

export type CheckedPayout = { readonly payoutId: PayoutId; readonly attempts: number };

/**
 * Cancels what has not been sent, and releases what it claimed, as one statement.
 *
 * A payout that was tried before is only canceled when it is among `checked`: a look-up, after
 * that very attempt, proved that Stripe has no transfer of it. What is being sent, is unknown or
 * is paid stays. The run itself counts as canceled when nothing of it stays.
 */
export async function cancelRunRow(
  db: Pick<Database, "sql">,
  { runId, at, by }: RunDecision,
  checked: readonly CheckedPayout[],
): Promise<{ readonly canceled: number; readonly kept: number } | undefined> {
  const { sql } = db;
  const ids = checked.map(({ payoutId }) => payoutId);
  const attempts = checked.map((payout) => payout.attempts);
  const detail = sql`(
    select jsonb_build_object('payouts', count(*),
      'payoutIds', coalesce(jsonb_agg(id order by id), '[]'::jsonb)) from canceled)`;
  const entry = { at, actor: by, action: "run.cancel", subject: `run:${runId}`, detail };
  const [row] = await sql<{ canceled: number; kept: number }[]>`
    with run as materialized (
      select id from runs where id = ${runId} and state <> 'canceled' for update
    ),
    checked as (
      select id, attempts from unnest(${ids}::uuid[], ${attempts}::int[]) as t (id, attempts)
    ),
    canceled as (
      update payouts as payout
      set state = 'canceled', canceled_by = ${by}, canceled_at = ${at}, updated_at = ${at}
      from run
      where payout.run_id = run.id and payout.state in ('ready', 'approved', 'failed')
        and (payout.attempt_no = 0
          or (payout.id, payout.attempt_no) in (select id, attempts from checked))
      returning payout.developer_id, payout.id
    ),
    released as (
      update payables as payable set payout_id = null
      from canceled
      where payable.developer_id = canceled.developer_id and payable.payout_id = canceled.id
      returning payable.id
    ),
    released_returns as (
      update payout_returns as returned set paid_again_by = null
      from canceled
      where returned.developer_id = canceled.developer_id
        and returned.paid_again_by = canceled.id
      returning returned.id
    ),
    kept as (
      select count(*) as count from payouts as payout, run
      where payout.run_id = run.id and payout.state <> 'canceled'
        and not exists (select 1 from canceled where canceled.id = payout.id)
    ),
    ended as (
      update runs set state = 'canceled', canceled_by = ${by}, canceled_at = ${at}
      from run, kept where runs.id = run.id and kept.count = 0
      returning runs.id
    ),
    step as (
      select id from run
      where exists (select 1 from canceled) or exists (select 1 from ended)
    ),
    ${auditCtes(db, entry, "step")}
    select (select count(*) from canceled)::int as canceled, (select count from kept)::int as kept
    from run`;
  return row && { canceled: row.canceled, kept: row.kept };
}
