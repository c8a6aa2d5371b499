import type { Database } from "@/db/client";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import type { EarningsSums } from "@/lib/domain/earnings";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import {
  type Day,
  firstDay,
  lastDay,
  type Period,
  trustedDay,
  trustedPeriod,
} from "@/lib/domain/period";

type OfPlugin = EarningsSums & {
  readonly currency: Currency;
  readonly pluginId: PluginId;
  readonly pluginName: string;
};

export type PluginMonth = OfPlugin & { readonly period: Period };
export type PluginDay = OfPlugin & { readonly day: Day };

/** What each plugin earned in each month of a range, from the buckets. */
export async function findEarningsByPluginAndMonth(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  { from, to }: { readonly from: Period; readonly to: Period },
): Promise<readonly PluginMonth[]> {
  const rows = await sql<(SumsRow & { readonly period: string })[]>`
    with months as (
      select to_char(day, 'YYYY-MM') as period, plugin_id, currency, ${sums({ sql })}
      from balances
      where developer_id = ${developerId} and day between ${firstDay(from)} and ${lastDay(to)}
      group by 1, 2, 3
    )
    select months.*, plugins.name from months join plugins on plugins.id = months.plugin_id
    order by period, developer_share desc, plugin_id`;
  return rows.map((row) => ({ ...readSums(row), period: trustedPeriod(row.period) }));
}

/** What each plugin earned on each day of a month, from the buckets. */
export async function findEarningsByPluginAndDay(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  period: Period,
): Promise<readonly PluginDay[]> {
  const rows = await sql<(SumsRow & { readonly day: string })[]>`
    with days as (
      select day, plugin_id, currency, ${sums({ sql })}
      from balances
      where developer_id = ${developerId}
        and day between ${firstDay(period)} and ${lastDay(period)}
      group by 1, 2, 3
    )
    select days.*, plugins.name from days join plugins on plugins.id = days.plugin_id
    order by day, developer_share desc, plugin_id`;
  return rows.map((row) => ({ ...readSums(row), day: trustedDay(row.day) }));
}

/** The columns that every reading of buckets sums. */
export function sums({ sql }: Pick<Database, "sql">) {
  return sql`
    sum(installs)::int as installs, sum(free_installs)::int as free_installs,
    sum(renewals)::int as renewals, sum(refunds)::int as refunds,
    sum(amount)::bigint as amount, sum(developer_share)::bigint as developer_share,
    sum(platform_share)::bigint as platform_share,
    sum(refunded_amount)::bigint as refunded_amount,
    sum(refunded_share)::bigint as refunded_share`;
}

export type SumsRow = {
  readonly plugin_id: string;
  readonly name: string;
  readonly currency: string;
  readonly installs: number;
  readonly free_installs: number;
  readonly renewals: number;
  readonly refunds: number;
  readonly amount: bigint;
  readonly developer_share: bigint;
  readonly platform_share: bigint;
  readonly refunded_amount: bigint;
  readonly refunded_share: bigint;
};

export function readSums(row: SumsRow): OfPlugin {
  return {
    currency: trustedCurrency(row.currency),
    pluginId: trusted.pluginId(row.plugin_id),
    pluginName: row.name,
    installs: row.installs,
    freeInstalls: row.free_installs,
    renewals: row.renewals,
    refunds: row.refunds,
    amount: row.amount,
    developerShare: row.developer_share,
    platformShare: row.platform_share,
    refundedAmount: row.refunded_amount,
    refundedShare: row.refunded_share,
  };
}
