import type { Database } from "@/db/client";
import type { ApiActor } from "@/lib/auth/actor";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import type { EarningsSums } from "@/lib/domain/earnings";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { firstDay, lastDay, type Period, trustedPeriod } from "@/lib/domain/period";
import { type SumsRow, sums } from "./earnings-by-plugin";

export type DeveloperMonth = EarningsSums & {
  readonly developerId: DeveloperId;
  readonly period: Period;
  readonly currency: Currency;
};

type MonthRow = Omit<SumsRow, "plugin_id" | "name"> & {
  readonly developer_id: string;
  readonly period: string;
};

export type EarningsPage = {
  readonly from: Period;
  readonly to: Period;
  readonly developerId?: DeveloperId | undefined;
  /** The key of the last row of the page before. */
  readonly after?: EarningsKey | undefined;
  readonly limit: number;
};

export type EarningsKey = {
  readonly developerId: string;
  readonly period: string;
  readonly currency: string;
};

/**
 * What developers earned by month and currency, for the marketplace's backend: from the buckets,
 * never from events. Ordered by its key, so that a page goes on where the last one ended.
 */
export async function findEarnings(
  db: Pick<Database, "sql">,
  _actor: ApiActor,
  { from, to, developerId, after, limit }: EarningsPage,
): Promise<readonly DeveloperMonth[]> {
  const { sql } = db;
  const ofDeveloper = developerId ? sql`and developer_id = ${developerId}` : sql``;
  const goingOn = after
    ? sql`where (developer_id, period, currency)
        > (${after.developerId}, ${after.period}, ${after.currency})`
    : sql``;
  const fromDeveloper = after ? sql`and developer_id >= ${after.developerId}` : sql``;
  const rows = await sql<MonthRow[]>`
    with months as (
      select developer_id, to_char(day, 'YYYY-MM') as period, currency, ${sums(db)}
      from balances
      where day between ${firstDay(from)} and ${lastDay(to)} ${ofDeveloper} ${fromDeveloper}
      group by 1, 2, 3
    )
    select * from months ${goingOn}
    order by developer_id, period, currency limit ${limit}`;
  return rows.map((row) => ({
    developerId: trusted.developerId(row.developer_id),
    period: trustedPeriod(row.period),
    currency: trustedCurrency(row.currency),
    installs: row.installs,
    freeInstalls: row.free_installs,
    renewals: row.renewals,
    refunds: row.refunds,
    amount: row.amount,
    developerShare: row.developer_share,
    platformShare: row.platform_share,
    refundedAmount: row.refunded_amount,
    refundedShare: row.refunded_share,
  }));
}
