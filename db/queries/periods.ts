import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import { type AccountingZone, hasEnded, type Period, trustedPeriod } from "@/lib/domain/period";

export type ClosedBy = { readonly by: string; readonly at: Date };
export type PeriodRow = { readonly period: Period; readonly closed: ClosedBy | undefined };

export async function findPeriod(
  { sql }: Pick<Database, "sql">,
  period: Period,
): Promise<PeriodRow | undefined> {
  const [row] = await sql<{ closed_at: Date | null; closed_by: string | null }[]>`
    select closed_at, closed_by from periods where period = ${period}`;
  return row && { period, closed: closedOf(row) };
}

/** The first month before this one that is still open. */
export async function findOpenPeriodBefore(
  { sql }: Pick<Database, "sql">,
  period: Period,
): Promise<Period | undefined> {
  const [row] = await sql<{ period: string }[]>`
    select period from periods where period < ${period} and closed_at is null
    order by period limit 1`;
  return row && trustedPeriod(row.period);
}

/** Developers' shares of one month in one currency, by how far paying them has come. Minor units. */
export type PeriodTotals = {
  readonly currency: Currency;
  /** Everything that the month's events gave to developers. */
  readonly earned: bigint;
  /** In no payout yet: claimable once the month is closed. */
  readonly unsettled: bigint;
  /** In a payout that is prepared, approved or being sent, or that failed. */
  readonly onItsWay: bigint;
  /** In a payout that Stripe has a transfer of. */
  readonly paid: bigint;
};

export type PeriodOverview = PeriodRow & {
  /** `open`: still running. `ended`: may be closed. */
  readonly state: "open" | "ended" | "closed";
  /** Prepared, approved and canceled ones. */
  readonly runs: number;
  readonly totals: readonly PeriodTotals[];
};

type TotalsRow = {
  period: string;
  currency: string;
  earned: bigint;
  unsettled: bigint;
  on_its_way: bigint;
  paid: bigint;
};

/** The admin's list of months, newest first. */
export async function findPeriods(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  calendar: { readonly now: Date; readonly zone: AccountingZone },
): Promise<readonly PeriodOverview[]> {
  const [periods, totals] = await Promise.all([
    sql<{ period: string; closed_at: Date | null; closed_by: string | null; runs: number }[]>`
      select period.period, period.closed_at, period.closed_by, count(run.id)::int as runs
      from periods as period left join runs as run on run.period = period.period
      group by period.period order by period.period desc`,
    findTotals({ sql }, undefined),
  ]);
  return periods.map((row) => {
    const period = trustedPeriod(row.period);
    const closed = closedOf(row);
    const ended = hasEnded(period, calendar.now, calendar.zone);
    return {
      period,
      closed,
      state: closed ? "closed" : ended ? "ended" : "open",
      runs: row.runs,
      totals: totals.filter((entry) => entry.period === period).map(totalsOf),
    };
  });
}

/** One month of the admin's list. Absent when nothing was ever recorded in it. */
export async function findPeriodOverview(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  period: Period,
  calendar: { readonly now: Date; readonly zone: AccountingZone },
): Promise<PeriodOverview | undefined> {
  const [row, [runs], totals] = await Promise.all([
    findPeriod({ sql }, period),
    sql<{ count: number }[]>`select count(*)::int as count from runs where period = ${period}`,
    findTotals({ sql }, period),
  ]);
  if (!row) return undefined;
  const ended = hasEnded(period, calendar.now, calendar.zone);
  return {
    ...row,
    state: row.closed ? "closed" : ended ? "ended" : "open",
    runs: runs?.count ?? 0,
    totals: totals.map(totalsOf),
  };
}

function findTotals(
  { sql }: Pick<Database, "sql">,
  period: Period | undefined,
): Promise<readonly TotalsRow[]> {
  const inPeriod = period
    ? sql`where bucket.day >= ${`${period}-01`}::date
        and bucket.day < ${`${period}-01`}::date + interval '1 month'`
    : sql``;
  return sql<TotalsRow[]>`
    select to_char(bucket.day, 'YYYY-MM') as period, bucket.currency,
      sum(bucket.developer_share)::bigint as earned,
      coalesce(sum(bucket.developer_share) filter (where bucket.payout_id is null), 0)::bigint
        as unsettled,
      coalesce(sum(bucket.developer_share) filter (where payout.state in
        ('ready', 'approved', 'submitting', 'unknown', 'failed')), 0)::bigint as on_its_way,
      coalesce(sum(bucket.developer_share) filter (where payout.state in
        ('paid', 'partly_reversed', 'reversed')), 0)::bigint as paid
    from balances as bucket
    left join payouts as payout
      on payout.developer_id = bucket.developer_id and payout.id = bucket.payout_id
    ${inPeriod}
    group by 1, 2 order by 1 desc, 2`;
}

function totalsOf(row: TotalsRow): PeriodTotals {
  return {
    currency: trustedCurrency(row.currency),
    earned: row.earned,
    unsettled: row.unsettled,
    onItsWay: row.on_its_way,
    paid: row.paid,
  };
}

function closedOf(row: { closed_at: Date | null; closed_by: string | null }): ClosedBy | undefined {
  return row.closed_at && row.closed_by ? { by: row.closed_by, at: row.closed_at } : undefined;
}
