import type { Database } from "@/db/client";
import { type RunScope, verdictCtes } from "@/db/queries/payable";
import type { RunId } from "@/lib/domain/ids";
import { type Day, lastDay } from "@/lib/domain/period";
import { auditCtes } from "./audit";

export type RunPreparation = {
  readonly id: RunId;
  readonly scope: RunScope;
  readonly at: Date;
  /** The accounting day of `at`, by which holding days have passed or not. */
  readonly today: Day;
  readonly by: string;
};

/** Violated when a racing claim left other rows than were judged: run the statement again. */
export const RACED_CLAIM = "payouts_amount_positive";

export type PreparedRun = { readonly payouts: number; readonly skips: number };

/**
 * Claims what a period's developers are owed, as one statement: judges, claims the payables, and
 * writes the run, its payouts and its skips. Absent when there is nobody to pay, the period is
 * not closed, or an equal run waits for its approval.
 *
 * The amounts are the sums of the rows that were really claimed. The judging reads a snapshot, so
 * a racing claim can leave fewer rows (or another balance) than were judged: such a payout gets
 * the amount 0, which `payouts_amount_positive` refuses, and the whole statement fails without
 * effect, to be run again on a fresh snapshot. That is also why a run of one plugin locks the
 * developer's other payables: two plugins' runs at once must not both rely on the same balance.
 *
 * What is under a payable is read in that snapshot too, and is no other by the time it is claimed:
 * only closed months are, and whoever sees a month as closed sees every event that it ever gets.
 *
 * Locking the period's row first makes equal preparations queue instead of dead-lock.
 */
export async function insertRun(
  db: Pick<Database, "sql">,
  { id, scope, at, today, by }: RunPreparation,
): Promise<PreparedRun | undefined> {
  const { sql } = db;
  const { developerId = null, pluginId = null } = scope;
  const detail = sql`(
    select jsonb_build_object('period', ${scope.period}::text,
      'developer', ${developerId}::text, 'plugin', ${pluginId}::text,
      'payouts', count(*), 'payoutIds', coalesce(jsonb_agg(id order by id), '[]'::jsonb))
    from created)`;
  const entry = { at, actor: by, action: "run.prepare", subject: `run:${id}`, detail };
  const [row] = await sql<{ payouts: number; skips: number }[]>`
    with ${gateCte(db, scope)},
    ${verdictCtes(db, scope, today)},
    ${paidCte(db, id)},
    ${claimCtes(db, scope)},
    run as (
      insert into runs (id, period, developer_id, plugin_id, state, rule_id, prepared_by,
        prepared_at)
      select ${id}::uuid, gate.period, ${developerId}::text, ${pluginId}::text, 'prepared',
        (select id from rule), ${by}, ${at}
      from gate where exists (select 1 from paid)
      returning id, period
    ),
    created as (
      insert into payouts (developer_id, id, run_id, period, currency, amount, minimum, state,
        destination, created_at, updated_at)
      select verdict.developer_id, verdict.payout_id, run.id, run.period, verdict.currency,
        case when (claimed.payables, claimed.balance, claimed.amount)
          = (verdict.payables, verdict.balance, verdict.amount) then claimed.amount else 0 end,
        verdict.minimum, 'ready', verdict.destination, ${at}, ${at}
      from run cross join paid as verdict
      left join claimed on claimed.developer_id = verdict.developer_id
        and claimed.currency = verdict.currency
      returning id
    ),
    skipped as (
      insert into skips (developer_id, run_id, currency, reason, amount, minimum, created_at,
        payable_from, requirements_due, disabled_reason)
      select verdict.developer_id, run.id, verdict.currency, verdict.reason, verdict.amount,
        verdict.minimum, ${at},
        case when verdict.reason = 'holding_days' then verdict.payable_from end,
        verdict.requirements_due, verdict.disabled_reason
      from run cross join verdicts as verdict where verdict.reason is not null
      returning run_id
    ),
    ${auditCtes(db, entry, "run")}
    select (select count(*) from created)::int as payouts,
      (select count(*) from skipped)::int as skips
    from run`;
  return row && { payouts: row.payouts, skips: row.skips };
}

/** The period's row, held; none when it is open, or an equal run waits for its approval. */
function gateCte({ sql }: Pick<Database, "sql">, scope: RunScope) {
  return sql`
    gate as materialized (
      select period from periods
      where period = ${scope.period} and closed_at is not null and not exists (
        select 1 from runs as waiting
        where waiting.period = ${scope.period} and waiting.state = 'prepared'
          and waiting.event_id is null
          and waiting.developer_id is not distinct from ${scope.developerId ?? null}::text
          and waiting.plugin_id is not distinct from ${scope.pluginId ?? null}::text
      )
      for no key update
    )`;
}

/**
 * Who is paid, each with the id of their payout. It follows from the run, so that claims and
 * payouts agree without knowing of each other.
 */
function paidCte({ sql }: Pick<Database, "sql">, id: RunId) {
  return sql`
    paid as materialized (
      select *, md5(${id}::text || ':' || developer_id || ':' || currency)::uuid as payout_id
      from verdicts where reason is null
    )`;
}

/** Claims the payables and returns of everybody who is paid, and sums up what was really claimed. */
function claimCtes({ sql }: Pick<Database, "sql">, scope: RunScope) {
  const isClaimed = scope.pluginId ? sql`payable.plugin_id = ${scope.pluginId}` : sql`true`;
  return sql`
    touched as (
      update payables as payable
      set payout_id = case when ${isClaimed} then verdict.payout_id end
      from paid as verdict
      where payable.developer_id = verdict.developer_id and payable.currency = verdict.currency
        and payable.payout_id is null and payable.period <= ${scope.period}
      returning payable.developer_id, payable.id, payable.payout_id
    ),
    touched_returns as (
      update payout_returns as returned
      set paid_again_by = case when ${!scope.pluginId} then verdict.payout_id end
      from paid as verdict
      where returned.developer_id = verdict.developer_id and returned.currency = verdict.currency
        and returned.paid_again_by is null and returned.day <= ${lastDay(scope.period)}::date
      returning returned.developer_id, returned.id, returned.paid_again_by
    ),
    claimed as (
      select developer_id, currency, count(*) as payables, sum(amount)::bigint as balance,
        (sum(amount) filter (where payout_id is not null))::bigint as amount
      from (select * from touched union all select * from touched_returns) as locked
      join unclaimed using (developer_id, id)
      group by developer_id, currency
    )`;
}
