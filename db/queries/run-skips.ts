import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SkipReason } from "@/lib/domain/eligibility";
import { type DeveloperId, type RunId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { type SkipDetails, type SkipDetailsRow, skipDetailsOf } from "./payable";

type Sql = Pick<Database, "sql">;

export type RunSkip = {
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly amount: Money;
  readonly minimum: Money;
  readonly reason: SkipReason;
} & SkipDetails;

type Row = SkipDetailsRow & {
  readonly developer_id: string;
  readonly name: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly minimum: bigint;
  readonly reason: SkipReason;
};

/** Who is not paid in the run, and why. */
export async function findRunSkips(
  { sql }: Sql,
  _admin: AdminActor,
  runId: RunId,
): Promise<readonly RunSkip[]> {
  const rows = await sql<Row[]>`
    ${selectSkips({ sql })}
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
    ${selectSkips({ sql })}
    where skip.run_id = ${runId}
      ${after ? sql`and (skip.developer_id, skip.currency) > (${after.developerId}, ${after.currency})` : sql``}
    order by skip.developer_id, skip.currency limit ${limit}`;
  return rows.map(skipOf);
}

function selectSkips({ sql }: Sql) {
  return sql`
    select skip.developer_id, developer.name, skip.currency, skip.amount, skip.minimum, skip.reason,
      skip.payable_from::text, skip.requirements_due, skip.disabled_reason
    from skips as skip join developers as developer on developer.id = skip.developer_id`;
}

function skipOf(row: Row): RunSkip {
  return {
    developerId: trusted.developerId(row.developer_id),
    developerName: row.name,
    amount: money(row.amount, trustedCurrency(row.currency)),
    minimum: money(row.minimum, trustedCurrency(row.currency)),
    reason: row.reason,
    ...skipDetailsOf(row),
  };
}
