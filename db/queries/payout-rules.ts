import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import type { Holding } from "@/lib/domain/closing";
import { type PayoutRule, PLAIN_RULE } from "@/lib/domain/payout-rule";
import { type Period, trustedPeriod } from "@/lib/domain/period";

type Sql = Pick<Database, "sql">;

/** The rule of a month, as a query of at most one row: the latest word of the latest month. */
export function ruleOfSql({ sql }: Sql, period: Period) {
  return sql`
    select id, holding_days, sweep_month from payout_rules
    where from_period <= ${period}::text
    order by from_period desc, set_at desc, id desc limit 1`;
}

/** By which rule a run of the month would be prepared now. */
export async function findPayoutRule({ sql }: Sql, period: Period): Promise<PayoutRule> {
  const [row] = await sql<{ holding_days: number; sweep_month: number | null }[]>`
    ${ruleOfSql({ sql }, period)}`;
  return row
    ? { holdingDays: row.holding_days, sweepMonth: row.sweep_month ?? undefined }
    : PLAIN_RULE;
}

/** The holding days that count for each month, from the month on that they were set for. */
export async function findHoldings({ sql }: Sql): Promise<readonly Holding[]> {
  const rows = await sql<{ from_period: string; holding_days: number }[]>`
    select distinct on (from_period) from_period, holding_days
    from payout_rules order by from_period, set_at desc, id desc`;
  return rows.map((row) => ({
    ...{ from: trustedPeriod(row.from_period), holdingDays: row.holding_days },
  }));
}

export type ListedPayoutRule = PayoutRule & {
  readonly id: string;
  readonly from: Period;
  readonly by: string;
  readonly at: Date;
};

/** Every rule that still counts for some month, the newest first. */
export async function findPayoutRules(
  { sql }: Sql,
  _admin: AdminActor,
): Promise<readonly ListedPayoutRule[]> {
  const rows = await sql<
    {
      id: string;
      from_period: string;
      holding_days: number;
      sweep_month: number | null;
      set_by: string;
      set_at: Date;
    }[]
  >`
    select distinct on (from_period) id, from_period, holding_days, sweep_month, set_by, set_at
    from payout_rules order by from_period desc, set_at desc, id desc limit 100`;
  return rows.map((row) => ({
    id: row.id,
    from: trustedPeriod(row.from_period),
    holdingDays: row.holding_days,
    sweepMonth: row.sweep_month ?? undefined,
    by: row.set_by,
    at: row.set_at,
  }));
}
