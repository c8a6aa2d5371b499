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

/** The closed months, through a given one, newest first. */
export async function findLatestClosed(
  { sql }: Pick<Database, "sql">,
  { through, limit }: { readonly through?: Period | undefined; readonly limit: number },
): Promise<readonly Period[]> {
  const rows = await sql<{ period: string }[]>`
    select period from periods
    where closed_at is not null ${through ? sql`and period <= ${through}` : sql``}
    order by period desc limit ${limit}`;
  return rows.map(({ period }) => trustedPeriod(period));
}

/**
 * Developers' money of one month in one currency, by how far paying it has come. Minor units.
 *
 * What was earned and what was taken back is not paid yet, on its way or paid: the first two add up
 * to the last three. Money that left counts as paid in its month, also when it came back later.
 */
export type PeriodTotals = {
  readonly currency: Currency;
  /** Everything that the month's events gave to developers. */
  readonly earned: bigint;
  /** What came back of earlier payouts in the month, and is owed again. */
  readonly takenBack: bigint;
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
  /** Prepared or approved ones for everybody: those that took along all there was to pay. */
  readonly runs: number;
  readonly totals: readonly PeriodTotals[];
};

type TotalsRow = {
  period: string;
  currency: string;
  earned: bigint;
  taken_back: bigint;
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
      from periods as period
      left join runs as run on run.period = period.period and ${forEverybody({ sql })}
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
    sql<{ count: number }[]>`
      select count(*)::int as count from runs as run
      where run.period = ${period} and ${forEverybody({ sql })}`,
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

function forEverybody({ sql }: Pick<Database, "sql">) {
  return sql`run.canceled_at is null and run.event_id is null and run.developer_id is null
    and run.plugin_id is null`;
}

function findTotals(
  { sql }: Pick<Database, "sql">,
  period: Period | undefined,
): Promise<readonly TotalsRow[]> {
  const inPeriod = period
    ? sql`where day >= ${`${period}-01`}::date
        and day < ${`${period}-01`}::date + interval '1 month'`
    : sql``;
  return sql<TotalsRow[]>`
    with unit as (
      select developer_id, day, currency, developer_share as earned, 0 as taken_back, payout_id
      from claimed_balances ${inPeriod}
      union all
      select developer_id, day, currency, 0, amount, paid_again_by from payout_returns ${inPeriod}
    )
    select to_char(unit.day, 'YYYY-MM') as period, unit.currency,
      sum(unit.earned)::bigint as earned, sum(unit.taken_back)::bigint as taken_back,
      coalesce(sum(unit.earned + unit.taken_back) filter (where unit.payout_id is null), 0)::bigint
        as unsettled,
      coalesce(sum(unit.earned + unit.taken_back) filter (where payout.state in
        ('ready', 'approved', 'submitting', 'unknown', 'failed')), 0)::bigint as on_its_way,
      coalesce(sum(unit.earned + unit.taken_back) filter (where payout.state in
        ('paid', 'partly_reversed', 'reversed')), 0)::bigint as paid
    from unit
    left join payouts as payout
      on payout.developer_id = unit.developer_id and payout.id = unit.payout_id
    group by 1, 2 order by 1 desc, 2`;
}

function totalsOf(row: TotalsRow): PeriodTotals {
  return {
    currency: trustedCurrency(row.currency),
    earned: row.earned,
    takenBack: row.taken_back,
    unsettled: row.unsettled,
    onItsWay: row.on_its_way,
    paid: row.paid,
  };
}

function closedOf(row: { closed_at: Date | null; closed_by: string | null }): ClosedBy | undefined {
  return row.closed_at && row.closed_by ? { by: row.closed_by, at: row.closed_at } : undefined;
}
