import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, type PluginId, type RunId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import type { PayoutState } from "@/lib/domain/payout";
import { type Period, trustedPeriod } from "@/lib/domain/period";

export type Decision = { readonly by: string; readonly at: Date };

export const RUN_STATES = ["prepared", "approved", "canceled"] as const;

export type RunSummary = {
  readonly id: RunId;
  readonly period: Period;
  readonly developerId: DeveloperId | undefined;
  readonly pluginId: PluginId | undefined;
  readonly state: (typeof RUN_STATES)[number];
  readonly prepared: Decision;
  readonly approved: Decision | undefined;
  readonly canceled: Decision | undefined;
  readonly skips: number;
  /** Its payouts by state and currency; states without payouts are left out. */
  readonly progress: readonly RunProgress[];
};

export type RunProgress = {
  readonly state: PayoutState;
  readonly payouts: number;
  readonly amount: Money;
};

type RunRow = {
  id: string;
  period: string;
  developer_id: string | null;
  plugin_id: string | null;
  state: RunSummary["state"];
  prepared_by: string;
  prepared_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  canceled_by: string | null;
  canceled_at: Date | null;
  skips: number;
};

/** A period's runs, newest first; all runs without a period. Sales paid at once are not among them. */
export async function findRuns(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  period?: Period,
): Promise<readonly RunSummary[]> {
  return findSummaries(
    { sql },
    period
      ? sql`where run.event_id is null and run.period = ${period}`
      : sql`where run.event_id is null`,
  );
}

export type RunsPage = {
  readonly period?: Period | undefined;
  readonly state?: RunSummary["state"] | undefined;
  /** Those of sales that are paid at once; without it those of months. */
  readonly ofSales: boolean;
  readonly after?: { readonly preparedAt: Date; readonly id: string } | undefined;
  readonly limit: number;
};

/** Runs, newest first, a page of them. */
export async function findRunPage(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  { period, state, ofSales, after, limit }: RunsPage,
): Promise<readonly RunSummary[]> {
  return findSummaries(
    { sql },
    sql`where run.event_id is ${ofSales ? sql`not null` : sql`null`}
      ${period ? sql`and run.period = ${period}` : sql``}
      ${state ? sql`and run.state = ${state}::text::run_state` : sql``}
      ${after ? sql`and (run.prepared_at, run.id) < (${after.preparedAt}, ${after.id}::uuid)` : sql``}`,
    limit,
  );
}

export async function findRun(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  runId: RunId,
): Promise<RunSummary | undefined> {
  const [run] = await findSummaries({ sql }, sql`where run.id = ${runId}`);
  return run;
}

async function findSummaries(
  { sql }: Pick<Database, "sql">,
  where: ReturnType<Database["sql"]>,
  limit: number | null = null,
): Promise<readonly RunSummary[]> {
  const rows = await sql<RunRow[]>`
    select run.id, run.period, run.developer_id, run.plugin_id, run.state, run.prepared_by,
      run.prepared_at, run.approved_by, run.approved_at, run.canceled_by, run.canceled_at,
      count(skip.run_id)::int as skips
    from runs as run left join skips as skip on skip.run_id = run.id
    ${where} group by run.id order by run.prepared_at desc, run.id desc
    limit ${limit}::bigint`;
  const ids = rows.map((row) => row.id);
  const counts = await sql<
    { run_id: string; state: PayoutState; currency: string; payouts: number; amount: bigint }[]
  >`
    select run_id, state, currency, count(*)::int as payouts, sum(amount)::bigint as amount
    from payouts where run_id = any(${ids}::uuid[])
    group by run_id, state, currency order by state, currency`;
  return rows.map((row) => ({
    id: trusted.runId(row.id),
    period: trustedPeriod(row.period),
    developerId: row.developer_id === null ? undefined : trusted.developerId(row.developer_id),
    pluginId: row.plugin_id === null ? undefined : trusted.pluginId(row.plugin_id),
    state: row.state,
    prepared: { by: row.prepared_by, at: row.prepared_at },
    approved: decisionOf(row.approved_by, row.approved_at),
    canceled: decisionOf(row.canceled_by, row.canceled_at),
    skips: row.skips,
    progress: counts
      .filter((count) => count.run_id === row.id)
      .map((count) => ({
        state: count.state,
        payouts: count.payouts,
        amount: money(count.amount, trustedCurrency(count.currency)),
      })),
  }));
}

/** A run that waits for its approval and is about the same thing. */
export async function findWaitingRun(
  { sql }: Pick<Database, "sql">,
  scope: {
    readonly period: Period;
    readonly developerId?: DeveloperId | undefined;
    readonly pluginId?: PluginId | undefined;
  },
): Promise<(Decision & { readonly runId: RunId }) | undefined> {
  const [row] = await sql<{ id: string; prepared_by: string; prepared_at: Date }[]>`
    select id, prepared_by, prepared_at from runs
    where period = ${scope.period} and state = 'prepared' and event_id is null
      and developer_id is not distinct from ${scope.developerId ?? null}::text
      and plugin_id is not distinct from ${scope.pluginId ?? null}::text
    order by prepared_at desc limit 1`;
  return row && { runId: trusted.runId(row.id), by: row.prepared_by, at: row.prepared_at };
}

/** Where a run stands, and who brought it there. */
export async function findRunDecision(
  { sql }: Pick<Database, "sql">,
  runId: RunId,
): Promise<{ readonly state: RunSummary["state"]; readonly decision: Decision } | undefined> {
  const [row] = await sql<{ state: RunSummary["state"]; by: string; at: Date }[]>`
    select state, coalesce(canceled_by, approved_by, prepared_by) as by,
      coalesce(canceled_at, approved_at, prepared_at) as at
    from runs where id = ${runId}`;
  return row && { state: row.state, decision: { by: row.by, at: row.at } };
}

/** Developers of a run whose Stripe account is not the one that it was prepared with. */
export async function findChangedDestinations(
  { sql }: Pick<Database, "sql">,
  runId: RunId,
): Promise<readonly DeveloperId[]> {
  const rows = await sql<{ developer_id: string }[]>`
    select distinct payout.developer_id from payouts as payout
    join connected_accounts as account on account.developer_id = payout.developer_id
    where payout.run_id = ${runId} and payout.state = 'ready'
      and account.stripe_account_id is distinct from payout.destination
    order by payout.developer_id`;
  return rows.map((row) => trusted.developerId(row.developer_id));
}

function decisionOf(by: string | null, at: Date | null): Decision | undefined {
  return by !== null && at !== null ? { by, at } : undefined;
}
