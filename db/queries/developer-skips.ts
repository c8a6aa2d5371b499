import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SkipReason } from "@/lib/domain/eligibility";
import type { DeveloperId } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { type SkipDetails, type SkipDetailsRow, skipDetailsOf } from "./payable";

export type DeveloperSkip = {
  readonly period: Period;
  readonly reason: SkipReason;
  readonly amount: Money;
  readonly minimum: Money;
  readonly at: Date;
} & SkipDetails;

/**
 * Why a developer was not paid: the last word of each month and currency, newest first. A payout
 * prepared later for that month or a later one overtakes the skip.
 */
export async function findDeveloperSkips(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  { period, limit = 12 }: { readonly period?: Period; readonly limit?: number } = {},
): Promise<readonly DeveloperSkip[]> {
  const rows = await sql<
    ({
      period: string;
      currency: string;
      reason: SkipReason;
      amount: bigint;
      minimum: bigint;
      created_at: Date;
    } & SkipDetailsRow)[]
  >`
    select distinct on (runs.period, skips.currency)
      runs.period, skips.currency, skips.reason, skips.amount, skips.minimum, skips.created_at,
      skips.payable_from::text, skips.requirements_due, skips.disabled_reason
    from skips join runs on runs.id = skips.run_id
    where skips.developer_id = ${developerId} and runs.state <> 'canceled'
      ${period ? sql`and runs.period = ${period}` : sql``}
      and not exists (
        select 1 from payouts
        where payouts.developer_id = ${developerId} and payouts.currency = skips.currency
          and payouts.state <> 'canceled' and payouts.period >= runs.period
          and payouts.created_at > skips.created_at
      )
    order by runs.period desc, skips.currency, skips.created_at desc
    limit ${limit}`;
  return rows.map((row) => {
    const currency = trustedCurrency(row.currency);
    return {
      period: trustedPeriod(row.period),
      reason: row.reason,
      amount: { minor: row.amount, currency },
      minimum: { minor: row.minimum, currency },
      at: row.created_at,
      ...skipDetailsOf(row),
    };
  });
}
