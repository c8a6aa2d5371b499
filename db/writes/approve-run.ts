import type { Database } from "@/db/client";
import { twoPeopleCtes } from "@/db/queries/two-people";
import type { RunId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

export type RunDecision = { readonly runId: RunId; readonly at: Date; readonly by: string };

/**
 * Approves a prepared run and all its payouts, as one statement; absent when it is not prepared
 * any more, a developer's Stripe account is no longer the one that the admin was shown, or the run
 * is above a threshold and `by` prepared it. The threshold is kept with the approval.
 *
 * The run's row decides between two clicks and two admins: the second waits for the first, then
 * finds the run approved.
 */
export async function approveRunRow(
  db: Pick<Database, "sql">,
  { runId, at, by }: RunDecision,
): Promise<{ readonly payouts: number } | undefined> {
  const detail = db.sql`(
    select jsonb_build_object('payouts', count(*),
      'payoutIds', coalesce(jsonb_agg(id order by id), '[]'::jsonb)) from approved)`;
  const entry = { at, actor: by, action: "run.approve", subject: `run:${runId}`, detail };
  const [row] = await db.sql<{ payouts: number }[]>`
    with ${twoPeopleCtes(db, runId, by)},
    run as (
      update runs set state = 'approved', approved_by = ${by}, approved_at = ${at}
      where id = ${runId} and state = 'prepared' and not exists (
        select 1 from payouts as payout
        join connected_accounts as account on account.developer_id = payout.developer_id
        where payout.run_id = ${runId} and payout.state = 'ready'
          and account.stripe_account_id is distinct from payout.destination
      ) and not exists (select 1 from alone)
      returning id
    ),
    approved as (
      update payouts as payout
      set state = 'approved', approved_by = ${by}, approved_at = ${at}, updated_at = ${at}
      from run
      where payout.run_id = run.id and payout.state = 'ready'
      returning payout.id
    ),
    rule as (
      insert into run_approvals (run_id, act, currency, amount, threshold, approved_by, approved_at)
      select run.id, 'approve', total.currency, total.amount, total.threshold, ${by}, ${at}
      from run, run_totals as total
      returning id
    ),
    ${auditCtes(db, entry, "run")}
    select (select count(*) from approved)::int as payouts from run`;
  return row && { payouts: row.payouts };
}
