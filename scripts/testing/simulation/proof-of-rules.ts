import type { Database } from "@/db/client";
import type { Process } from "./simulation";

/** Every process's clock is off by up to four minutes, and two of them wrote the times compared. */
const SLACK_MS = 600_000;
const DAY_MS = 86_400_000;
const PLAIN = { holding_days: 0, sweep_month: null };

type Rule = { holding_days: number; sweep_month: number | null };
type SetRule = Rule & { from_period: string; set_at: Date };

/** A payout that a run prepared, with what it claimed. */
type Prepared = {
  id: string;
  developer: string;
  currency: string;
  amount: bigint;
  minimum: bigint;
  period: string;
  prepared_at: Date;
  event_id: string | null;
  newest: string;
  is_held: boolean;
};

/**
 * What was paid, judged by the rules of paying once more and in another way than the product does:
 * from the rules as they were set, and what each payout claimed.
 */
export async function problemsOfRules({ deps, simulation }: Process): Promise<readonly string[]> {
  const { model } = simulation;
  const rules = await rulesAsSet(deps.db);
  const problems: string[] = [];
  for (const payout of await preparedPayouts(deps.db, model.restoredAt)) {
    const say = (words: string) => problems.push(`payout ${payout.id} ${words}`);
    if (payout.is_held) say("was prepared while its developer was on hold");
    if (!model.minimums.has(`${payout.currency} ${payout.minimum}`)) say("had nobody's minimum");
    const isBelow = payout.amount < payout.minimum;
    if (payout.event_id !== null) {
      if (isBelow) say("paid a sale at once below the minimum");
      continue;
    }
    const possible = rulesAround(rules, payout.period, payout.prepared_at);
    if (isBelow && !possible.some((rule) => isSweep(rule, payout.period))) {
      say("is below the minimum, and nothing was swept");
    }
    const isRipe = possible.some((rule) => ripeAt(rule, payout.newest) <= payout.prepared_at);
    if (!isRipe) say(`paid what ${payout.newest} earned before its holding days had passed`);
  }
  return problems;
}

/** Everything payable is paid: what is left is a debt, too small, held for days, or nobody's account. */
export async function unpaid(
  { deps, simulation }: Process,
  unexplained: ReadonlySet<string>,
): Promise<readonly string[]> {
  const rules = await rulesAsSet(deps.db);
  const skipped = [...unexplained, ...simulation.model.neverConnected];
  const rows = await deps.db.sql<Left[]>`
    with last as (select max(period) as period from periods where closed_at is not null),
    unit as (
      select developer_id, currency, day, developer_share as amount from claimed_balances
      where payout_id is null and developer_share <> 0
      union all
      select developer_id, currency, day, amount from payout_returns where paid_again_by is null
    )
    select unit.developer_id as developer, unit.currency, sum(unit.amount)::bigint as amount,
      coalesce(minimum.amount, 1) as minimum, max(unit.day)::text as newest, last.period
    from last join unit on to_char(unit.day, 'YYYY-MM') <= last.period
    left join payout_minimums as minimum using (currency)
    where unit.developer_id <> all(${skipped}::text[])
    group by unit.developer_id, unit.currency, minimum.amount, last.period
    having sum(unit.amount) > 0`;
  return rows.flatMap(({ developer, currency, amount, minimum, newest, period }) => {
    const now = simulation.now();
    const [rule = PLAIN] = rulesOf(rules, period);
    const isTooSmall = amount < minimum && !isSweep(rule, period);
    if (isTooSmall || ripeAt(rule, newest) > now) return [];
    return [`${developer} is still owed ${amount} ${currency}`];
  });
}

type Left = {
  developer: string;
  currency: string;
  amount: bigint;
  minimum: bigint;
  newest: string;
  period: string;
};

async function rulesAsSet({ sql }: Database): Promise<readonly SetRule[]> {
  return sql<SetRule[]>`
    select from_period, holding_days, sweep_month, set_at from payout_rules
    order by from_period desc, set_at desc, id desc`;
}

/** The first counts, the others did before it was set. */
function rulesOf(rules: readonly SetRule[], period: string): readonly SetRule[] {
  return rules.filter(({ from_period }) => from_period <= period);
}

/** Whatever may have been the rule of a month in the moment of a clock that is not exact. */
function rulesAround(rules: readonly SetRule[], period: string, at: Date): readonly Rule[] {
  const past = (slack: number) =>
    rulesOf(rules, period).filter(({ set_at }) => set_at.getTime() <= at.getTime() + slack);
  const [settled = PLAIN] = past(-SLACK_MS);
  const fresh = past(SLACK_MS).filter(({ set_at }) => set_at.getTime() > at.getTime() - SLACK_MS);
  return [settled, ...fresh];
}

function isSweep({ sweep_month }: Rule, period: string): boolean {
  return sweep_month === Number(period.slice(5));
}

/** When what was earned in the month of a day may be paid. */
function ripeAt({ holding_days }: Rule, day: string): Date {
  const monthsEnd = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1);
  return new Date(monthsEnd + holding_days * DAY_MS);
}

/** After a restored backup, it is not known when a hold was lifted that was placed before. */
async function preparedPayouts(
  { sql }: Database,
  restoredAt: Date | undefined,
): Promise<readonly Prepared[]> {
  return sql<Prepared[]>`
    with claim as (
      select developer_id, payout_id, day from claimed_balances
      where payout_id is not null and developer_share <> 0
      union all
      select developer_id, paid_again_by, day from payout_returns where paid_again_by is not null
    )
    select payout.id, payout.developer_id as developer, payout.currency, payout.amount,
      payout.minimum, run.period, run.prepared_at, run.event_id, max(claim.day)::text as newest,
      run.prepared_at > ${restoredAt ?? new Date(0)} and exists (
        select 1 from holds as hold where hold.developer_id = payout.developer_id
          and hold.placed_at < run.prepared_at - ${SLACK_MS} * interval '1 millisecond'
          and coalesce(hold.lifted_at, 'infinity')
            > run.prepared_at + ${SLACK_MS} * interval '1 millisecond') as is_held
    from payouts as payout
    join runs as run on run.id = payout.run_id
    join claim on claim.developer_id = payout.developer_id and claim.payout_id = payout.id
    where payout.state <> 'canceled'
    group by payout.developer_id, payout.id, run.id`;
}
