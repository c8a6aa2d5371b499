import type { PlantedDamage } from "./planted-damage";

const WAITING = `update payouts set state = 'approved', transfer_id = null, paid_at = null
  where currency = 'usd'`;

export const PLANTED_IN_PAUSES: readonly PlantedDamage[] = [
  {
    breaks: "pauses_have_a_refusal",
    what: "a pause for a payout that Stripe never refused",
    damage: "update payout_attempts set code = null",
  },
  {
    breaks: "pauses_have_a_refusal",
    what: "a currency that is paused twice over",
    damage: `update sending_pauses set resumed_at = null, resumed_by = null;
      insert into sending_pauses
      select gen_random_uuid(), currency, paused_at, developer_id, payout_id, attempt_no
      from sending_pauses`,
  },
  {
    breaks: "unfunded_is_explained",
    what: "a payout that waits for money without anybody knowing",
    damage: `${WAITING}; delete from sending_pauses;
      update payout_attempts set code = 'balance_insufficient'`,
  },
  {
    breaks: "states_follow_attempts",
    what: "a payout about to be sent again although nobody knows of its last attempt",
    damage: `${WAITING}; update payout_attempts set outcome = 'lost'`,
  },
  {
    breaks: "decisions_audited",
    what: "a pause that ended without a word in the audit log",
    damage: "delete from audit_log where action = 'sending.resume'",
  },
];
