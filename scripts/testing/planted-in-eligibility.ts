import type { PlantedDamage } from "./planted-damage";

/** The history of the tests has a rule from February on: a day of holding, and a sweep in March. */
export const PLANTED_IN_ELIGIBILITY: readonly PlantedDamage[] = [
  {
    breaks: "holding_days_passed",
    what: "a run that paid a month before its holding days had passed",
    damage: `update runs set prepared_at = '2026-04-01T23:59:59Z'
      where period = '2026-03' and rule_id is not null`,
  },
  {
    breaks: "holding_days_passed",
    what: "a payout with a bucket of a month that was still held",
    damage: `update balances set day = '2026-04-01' where id in (select id from claimed_balances
      where payout_id in (select id from payouts where state = 'paid' and run_id is not null))`,
  },
  {
    breaks: "minimums_kept",
    what: "a payout below the minimum in a run that swept nothing",
    damage: "update payout_rules set sweep_month = 12",
  },
  {
    breaks: "minimums_kept",
    what: "a payout below the minimum in a run without a rule",
    damage: "update runs set rule_id = null",
  },
  {
    breaks: "rules_of_their_time",
    what: "a run that passed over the rule of its month",
    damage: "update runs set rule_id = null",
  },
  {
    breaks: "rules_of_their_time",
    what: "a run by a rule of later months",
    damage: "update payout_rules set from_period = '2027-01'",
  },
  {
    breaks: "rules_of_their_time",
    what: "a rule that was changed behind the log’s back",
    damage: "update payout_rules set holding_days = holding_days - 1",
  },
];
