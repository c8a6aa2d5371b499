import type { Database } from "@/db/client";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import type { DeveloperId } from "@/lib/domain/ids";
import {
  type AccountingZone,
  firstDay,
  nextPeriod,
  type Period,
  trustedPeriod,
} from "@/lib/domain/period";

/** Where a developer's money is right now, in one currency. Minor units. */
export type MoneyWhereabouts = {
  readonly currency: Currency;
  /** In no payout yet, or in one that failed or waits for approval. */
  readonly outstanding: bigint;
  /** Approved and not yet confirmed by Stripe. */
  readonly onItsWay: bigint;
  /** Transferred, ever, less what was taken back. */
  readonly paid: bigint;
};

/**
 * The three add up to everything the developer ever earned: a bucket's payable is in no payout,
 * or in one that stands in exactly one of these places. What was taken back is outstanding again.
 */
export async function findWhereabouts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
): Promise<readonly MoneyWhereabouts[]> {
  const rows = await sql<
    { currency: string; outstanding: bigint; on_its_way: bigint; paid: bigint }[]
  >`
    with unclaimed as (
      select currency, sum(amount)::bigint as unclaimed from (
        select currency, developer_share as amount from claimed_balances
        where developer_id = ${developerId} and payout_id is null
        union all
        select currency, amount from payout_returns
        where developer_id = ${developerId} and paid_again_by is null
      ) as unit group by currency
    ),
    claimed as (
      select currency,
        coalesce(sum(amount) filter (where state in ('ready', 'failed')), 0)::bigint as waiting,
        coalesce(sum(amount) filter (where state in ('approved', 'submitting', 'unknown')), 0)::bigint
          as on_its_way,
        coalesce(sum(amount - reversed_amount) filter (where state in ('paid', 'partly_reversed', 'reversed')), 0)::bigint
          as paid
      from payouts where developer_id = ${developerId} group by currency
    )
    select currency, coalesce(unclaimed, 0) + coalesce(waiting, 0) as outstanding,
      coalesce(on_its_way, 0) as on_its_way, coalesce(paid, 0) as paid
    from unclaimed full join claimed using (currency)
    order by currency`;
  return rows.map((row) => ({
    currency: trustedCurrency(row.currency),
    outstanding: row.outstanding,
    onItsWay: row.on_its_way,
    paid: row.paid,
  }));
}

/** What was transferred within a range of months, less what was taken back, by the day of each. */
export async function findPaidByMonth(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  { from, to }: { readonly from: Period; readonly to: Period },
  zone: AccountingZone,
): Promise<
  readonly { readonly period: Period; readonly currency: Currency; readonly paid: bigint }[]
> {
  const rows = await sql<{ period: string; currency: string; paid: bigint }[]>`
    select period, currency, sum(amount)::bigint as paid from (
      select to_char(paid_at at time zone ${zone}, 'YYYY-MM') as period, currency, amount
      from payouts
      where developer_id = ${developerId} and paid_at is not null
        and paid_at >= ${firstDay(from)}::date::timestamp at time zone ${zone}
        and paid_at < ${firstDay(nextPeriod(to))}::date::timestamp at time zone ${zone}
      union all
      select to_char(day, 'YYYY-MM'), currency, -amount from payout_returns
      where developer_id = ${developerId}
        and day >= ${firstDay(from)} and day < ${firstDay(nextPeriod(to))}
    ) as moved
    group by 1, 2`;
  return rows.map((row) => ({
    period: trustedPeriod(row.period),
    currency: trustedCurrency(row.currency),
    paid: row.paid,
  }));
}

/** The months of a range that are closed for good. */
export async function findClosedPeriods(
  { sql }: Pick<Database, "sql">,
  { from, to }: { readonly from: Period; readonly to: Period },
): Promise<ReadonlyMap<Period, Date>> {
  const rows = await sql<{ period: string; closed_at: Date }[]>`
    select period, closed_at from periods
    where period between ${from} and ${to} and closed_at is not null`;
  return new Map(rows.map((row) => [trustedPeriod(row.period), row.closed_at]));
}

/** The month of a developer's first event. */
export async function findFirstPeriod(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
): Promise<Period | undefined> {
  const [row] = await sql<{ period: string | null }[]>`
    select to_char(min(day), 'YYYY-MM') as period from balances
    where developer_id = ${developerId}`;
  return row?.period ? trustedPeriod(row.period) : undefined;
}
