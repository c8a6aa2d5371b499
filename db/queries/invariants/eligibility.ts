import { SLACK } from "./events";
import type { Invariant } from "./invariant";

export const eligibilityInvariants: readonly Invariant[] = [
  {
    id: "holding_days_passed",
    title: "No run paid what a month earned before its holding days had passed.",
    offenders: ({ sql, zone }) => sql`
      with held as (
        select run.id, run.prepared_at, rule.holding_days
        from runs as run join payout_rules as rule on rule.id = run.rule_id
        where rule.holding_days > 0
      ),
      claimed as (
        select developer_id, payout_id, day from claimed_balances where payout_id is not null
          and developer_share <> 0 and exists (select 1 from held)
        union all
        select developer_id, paid_again_by, day from payout_returns where paid_again_by is not null
      )
      select payout.id::text from payouts as payout
      join held on held.id = payout.run_id
      join claimed on claimed.developer_id = payout.developer_id and claimed.payout_id = payout.id
      group by payout.id, held.prepared_at, held.holding_days
      having (date_trunc('month', max(claimed.day)) + interval '1 month')::date
        + held.holding_days > (held.prepared_at at time zone ${zone})::date`,
  },
  {
    id: "minimums_kept",
    title: "Below the minimum, a run paid in the month of its sweep only.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      join runs as run on run.id = payout.run_id
      left join payout_rules as rule on rule.id = run.rule_id
      where payout.amount < payout.minimum
        and right(run.period, 2)::int is distinct from rule.sweep_month`,
  },
  {
    id: "rules_of_their_time",
    title:
      "Each run of a month was prepared by the rule that held for it then, which the log tells of.",
    offenders: ({ sql }) => sql`
      select run.id::text from runs as run
      left join payout_rules as used on used.id = run.rule_id
      left join audit_log as entry on entry.action = 'payout_rule.set'
        and entry.detail ->> 'id' = used.id::text and entry.actor = used.set_by
        and entry.detail ->> 'holdingDays' = used.holding_days::text
        and entry.detail ->> 'sweepMonth' is not distinct from used.sweep_month::text
      where run.event_id is null and ((run.rule_id is not null and (used.from_period > run.period or entry.seq is null))
        or exists (
          select 1 from payout_rules as better
          where better.from_period <= run.period
            and better.set_at < run.prepared_at - ${SLACK}::interval
            and (used.id is null or better.from_period > used.from_period
              or (better.from_period = used.from_period
                and better.set_at > used.set_at + ${SLACK}::interval))))`,
  },
];
