import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SkipReason } from "@/lib/domain/eligibility";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { type SkipDetails, type SkipDetailsRow, skipDetailsOf } from "./payable";

const SKIPS_MAX = 24;

export type DeveloperSkip = {
  readonly period: Period;
  readonly reason: SkipReason;
  /** What was not paid: the whole balance, or the part of the plugin that the run was of. */
  readonly amount: Money;
  readonly minimum: Money;
  readonly pluginId: PluginId | undefined;
  readonly pluginName: string | undefined;
  readonly at: Date;
} & SkipDetails;

type Row = SkipDetailsRow & {
  readonly period: string;
  readonly currency: string;
  readonly reason: SkipReason;
  readonly amount: bigint;
  readonly minimum: bigint;
  readonly plugin_id: string | null;
  readonly plugin_name: string | null;
  readonly created_at: Date;
};

/**
 * Why a developer was not paid, newest first: the last word of each month and currency, and of each
 * plugin that had a run of its own after it. A word stands as long as something that it was about is
 * in no payout. What is worth nothing, as a free install, is nothing to be paid.
 */
export async function findDeveloperSkips(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  { period }: { readonly period?: Period } = {},
): Promise<readonly DeveloperSkip[]> {
  const rows = await sql<Row[]>`
    with word as (
      select distinct on (runs.period, skips.currency, runs.plugin_id)
        runs.period, skips.currency, runs.plugin_id, skips.reason, skips.amount, skips.minimum,
        skips.created_at, skips.payable_from::text, skips.requirements_due, skips.disabled_reason
      from skips join runs on runs.id = skips.run_id
      where skips.developer_id = ${developerId} and runs.state <> 'canceled'
        ${period ? sql`and runs.period = ${period}` : sql``} and ${isUnpaid({ sql })}
      order by runs.period, skips.currency, runs.plugin_id, skips.created_at desc
    ),
    dated as (
      select *, max(created_at) filter (where plugin_id is null)
        over (partition by period, currency) as whole_at
      from word
    )
    select dated.*, plugins.name as plugin_name
    from dated left join plugins on plugins.id = dated.plugin_id
    where dated.plugin_id is null or dated.whole_at is null or dated.created_at > dated.whole_at
    order by dated.period desc, dated.currency, plugins.name nulls first, dated.plugin_id
    limit ${SKIPS_MAX}`;
  return rows.map((row) => {
    const currency = trustedCurrency(row.currency);
    return {
      period: trustedPeriod(row.period),
      reason: row.reason,
      amount: { minor: row.amount, currency },
      minimum: { minor: row.minimum, currency },
      pluginId: row.plugin_id === null ? undefined : trusted.pluginId(row.plugin_id),
      pluginName: row.plugin_name ?? undefined,
      at: row.created_at,
      ...skipDetailsOf(row),
    };
  });
}

/** Whether anything that the run judged has not been claimed since. */
function isUnpaid({ sql }: Pick<Database, "sql">) {
  return sql`(
    exists (
      select 1 from payables join balances on balances.developer_id = payables.developer_id
        and balances.payable_id = payables.id
      where payables.developer_id = skips.developer_id and payables.currency = skips.currency
        and payables.payout_id is null and payables.period <= runs.period
        and (runs.plugin_id is null or payables.plugin_id = runs.plugin_id)
        and balances.developer_share <> 0
    ) or exists (
      select 1 from payout_returns
      where payout_returns.developer_id = skips.developer_id
        and payout_returns.currency = skips.currency and payout_returns.paid_again_by is null
        and payout_returns.day < (runs.period || '-01')::date + interval '1 month'
        and runs.plugin_id is null
    )
  )`;
}
