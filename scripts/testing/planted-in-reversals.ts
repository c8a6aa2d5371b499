import type { PlantedDamage } from "./planted-damage";

export const PLANTED_IN_REVERSALS: readonly PlantedDamage[] = [
  {
    breaks: "reversals_fit_payout",
    what: "a reversal that asked for another amount",
    damage: "update payout_reversals set amount = amount + 1",
  },
  {
    breaks: "reversals_made_are_back",
    what: "a reversal called made although nothing came back",
    damage: `update payouts set reversed_amount = 0 where id in
      (select payout_id from payout_reversals)`,
  },
  {
    breaks: "reversals_not_stuck",
    what: "a reversal whose outcome nobody has known for a day",
    damage: `update payout_reversals set state = 'unknown',
      requested_at = requested_at - interval '1 year'`,
  },
  {
    breaks: "reversals_not_stuck",
    what: "a reversal in somebody else’s name",
    damage: "update payout_reversals set requested_by = 'user:somebody@example.com'",
  },
];
