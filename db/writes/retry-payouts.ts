import type { Database } from "@/db/client";
import { twoPeopleCtes } from "@/db/queries/two-people";
import type { PayoutId } from "@/lib/domain/ids";
import type { RunDecision } from "./approve-run";
import { auditCtes } from "./audit";

/**
 * Lets failed payouts of a run be tried again: one, or all. Each will be a new attempt with a new
 * key, and before it is sent a look-up makes sure that no earlier one came through.
 *
 * Trying again is approving again, so it is held against the threshold too, with the whole run's
 * amount: otherwise a run could be sent by its preparer payout by payout.
 */
export async function retryPayoutRows(
  db: Pick<Database, "sql">,
  { runId, at, by }: RunDecision,
  payoutId: PayoutId | undefined,
): Promise<{ readonly payouts: number }> {
  const { sql } = db;
  const ofPayout = payoutId ? sql`and id = ${payoutId}` : sql``;
  const detail = sql`(
    select jsonb_build_object('payouts', count(*),
      'payoutIds', coalesce(jsonb_agg(id order by id), '[]'::jsonb)) from retried)`;
  const entry = { at, actor: by, action: "payout.retry", subject: `run:${runId}`, detail };
  const [row] = await sql<{ payouts: number }[]>`
    with ${twoPeopleCtes(db, runId, by)},
    retried as (
      update payouts
      set state = 'approved', approved_by = ${by}, approved_at = ${at}, failure_code = null,
        failed_at = null, updated_at = ${at}
      where run_id = ${runId} and state = 'failed' ${ofPayout}
        and not exists (select 1 from alone)
      returning id
    ),
    rule as (
      insert into run_approvals (run_id, act, currency, amount, threshold, approved_by, approved_at)
      select ${runId}, 'retry', total.currency, total.amount, total.threshold, ${by}, ${at}
      from run_totals as total where exists (select 1 from retried)
      returning id
    ),
    ${auditCtes(db, entry, "retried")}
    select count(*)::int as payouts from retried`;
  return { payouts: row?.payouts ?? 0 };
}
