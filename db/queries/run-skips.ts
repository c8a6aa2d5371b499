import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SkipReason } from "@/lib/domain/eligibility";
import type { Hold } from "@/lib/domain/hold";
import { type DeveloperId, type RunId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { type HoldRow, holdColumns, holdOf } from "./holds";
import { type SkipDetails, type SkipDetailsRow, skipDetailsOf } from "./payable";

type Sql = Pick<Database, "sql">;

export type RunSkip = {
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly amount: Money;
  readonly minimum: Money;
  readonly reason: SkipReason;
  /** The plugin that the run is of, when it is of one. */
  readonly pluginName: string | undefined;
  /** The hold that stopped it, when that was the reason. */
  readonly hold: Hold | undefined;
} & SkipDetails;

type Row = SkipDetailsRow &
  HoldRow & {
    readonly developer_id: string;
    readonly name: string;
    readonly currency: string;
    readonly amount: bigint;
    readonly minimum: bigint;
    readonly reason: SkipReason;
    readonly plugin_name: string | null;
  };

/** Who is not paid in the run, and why. */
export async function findRunSkips(
  { sql }: Sql,
  _admin: AdminActor,
  runId: RunId,
): Promise<readonly RunSkip[]> {
  const rows = await sql<Row[]>`
    ${selectSkips({ sql }, runId)}
    where skip.run_id = ${runId} order by skip.reason, developer.name, skip.currency`;
  return rows.map(skipOf);
}

/** The same by developer and currency, a page of them. */
export async function findRunSkipPage(
  { sql }: Sql,
  _admin: AdminActor,
  {
    runId,
    after,
    limit,
  }: {
    readonly runId: RunId;
    readonly after?: { readonly developerId: string; readonly currency: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly RunSkip[]> {
  const rows = await sql<Row[]>`
    ${selectSkips({ sql }, runId)}
    where skip.run_id = ${runId}
      ${after ? sql`and (skip.developer_id, skip.currency) > (${after.developerId}, ${after.currency})` : sql``}
    order by skip.developer_id, skip.currency limit ${limit}`;
  return rows.map(skipOf);
}

/** Each with the hold that was live then: of the developer's holds, the first not lifted before. */
function selectSkips({ sql }: Sql, runId: RunId) {
  return sql`
    with stopping as (
      select distinct on (skip.developer_id) skip.developer_id, hold.id
      from skips as skip join holds as hold on hold.developer_id = skip.developer_id
        and (hold.lifted_at is null or hold.lifted_at >= skip.created_at)
      where skip.run_id = ${runId} and skip.reason = 'on_hold'
      order by skip.developer_id, hold.placed_at
    )
    select skip.developer_id, developer.name, skip.currency, skip.amount, skip.minimum, skip.reason,
      skip.payable_from::text, skip.requirements_due, skip.disabled_reason, ${holdColumns({ sql })},
      plugin.name as plugin_name
    from skips as skip join developers as developer on developer.id = skip.developer_id
    join runs as run on run.id = skip.run_id
    left join plugins as plugin on plugin.id = run.plugin_id
    left join stopping on stopping.developer_id = skip.developer_id
    left join holds as hold on hold.id = stopping.id`;
}

function skipOf(row: Row): RunSkip {
  return {
    developerId: trusted.developerId(row.developer_id),
    developerName: row.name,
    amount: money(row.amount, trustedCurrency(row.currency)),
    minimum: money(row.minimum, trustedCurrency(row.currency)),
    reason: row.reason,
    pluginName: row.plugin_name ?? undefined,
    hold: holdOf(row),
    ...skipDetailsOf(row),
  };
}
