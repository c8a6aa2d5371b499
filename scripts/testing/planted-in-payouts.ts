import type { PlantedDamage } from "./planted-damage";

const A_PAID =
  "(select id from payouts where state = 'paid' and period = '2026-03' order by id limit 1)";

export const PLANTED_IN_PAYOUTS: readonly PlantedDamage[] = [
  {
    breaks: "payouts_match_buckets",
    what: "a payout of a cent more than its buckets",
    damage: `update payouts set amount = amount + 1 where id = ${A_PAID}`,
  },
  {
    breaks: "payouts_match_buckets",
    what: "a payout whose payables were released, to be paid again",
    damage: `update payables set payout_id = null where payout_id = ${A_PAID}`,
  },
  {
    breaks: "never_paid_above_earned",
    what: "a developer who was paid twice for a month",
    damage: `insert into payouts (developer_id, id, run_id, period, currency, amount, state,
        destination, created_at, updated_at)
      select developer_id, gen_random_uuid(), run_id, period, currency, amount, 'approved',
        destination, created_at, updated_at from payouts where state = 'paid'`,
  },
  {
    breaks: "never_paid_above_earned",
    what: "a developer who was paid again by a payout that was taken in from Stripe",
    damage: `insert into payouts (developer_id, id, period, currency, amount, state, destination,
        created_at, updated_at)
      select developer_id, gen_random_uuid(), period, currency, amount, 'approved',
        destination, created_at, updated_at from payouts where state = 'paid'`,
  },
  {
    breaks: "attempts_counted",
    what: "an attempt that is missing",
    damage: "delete from payout_attempts",
  },
  {
    breaks: "states_follow_attempts",
    what: "a payout called paid although Stripe refused it",
    damage: "update payout_attempts set outcome = 'refused'",
  },
  {
    breaks: "states_follow_attempts",
    what: "a payout called failed although Stripe confirmed it",
    damage: `update payouts set state = 'failed', failure_code = 'x' where id = ${A_PAID}`,
  },
  {
    breaks: "requests_fit_payout",
    what: "an attempt that asked for another amount",
    damage: `update payout_attempts set request = jsonb_set(request, '{amount}', '"1"')`,
  },
  {
    breaks: "requests_fit_payout",
    what: "an attempt under a key of another payout",
    damage: "update payout_attempts set idempotency_key = 'payout:1:1'",
  },
  {
    breaks: "keys_once",
    what: "an idempotency key used twice",
    damage: "update payout_attempts set idempotency_key = 'payout:1:1'",
  },
  {
    breaks: "paid_has_transfer",
    what: "a payout called paid without a transfer",
    damage: `update payouts set transfer_id = null where id = ${A_PAID}`,
  },
  {
    breaks: "transfers_once",
    what: "one transfer that pays two payouts",
    damage: "update payouts set transfer_id = 'tr_1' where transfer_id is not null",
  },
  {
    breaks: "one_payout_per_run",
    what: "a developer who is both paid and skipped in a run",
    damage: `insert into skips select developer_id, run_id, currency, 'on_hold', amount, 1,
      created_at from payouts where id = ${A_PAID}`,
  },
  {
    breaks: "runs_fit_payouts",
    what: "a payout that nobody approved",
    damage: `update payouts set approved_by = null where id = ${A_PAID}`,
  },
  {
    breaks: "runs_fit_payouts",
    what: "a payout of another month than its run",
    damage: `update payouts set period = '2026-02' where id = ${A_PAID}`,
  },
  {
    breaks: "runs_of_closed_months",
    what: "a run of a month that is open",
    damage: "update periods set closed_at = null, closed_by = null",
  },
  {
    breaks: "months_closed_in_order",
    what: "an open month before a closed one",
    damage: "insert into periods (period) values ('2026-01')",
  },
  {
    breaks: "reversed_within_amount",
    what: "a payout of which more was taken back than paid",
    damage: "update payouts set reversed_amount = amount + 1 where state = 'partly_reversed'",
  },
  {
    breaks: "returns_match_reversals",
    what: "a reversal that is not owed again",
    damage: "delete from payout_returns",
  },
  {
    breaks: "claims_have_a_payout",
    what: "a return that a payout of an earlier month paid again",
    damage: `update payout_returns set day = '2026-04-01', paid_again_by =
      (select id from payouts where currency = 'usd' and period = '2026-03' limit 1)`,
  },
  {
    breaks: "payouts_match_buckets",
    what: "a return that a payout paid again without having its amount",
    damage: `update payout_returns as returned set paid_again_by = (select id from payouts
      where payouts.developer_id = returned.developer_id and state = 'paid' limit 1)`,
  },
  {
    breaks: "amounts_positive",
    what: "a payout of nothing",
    damage: `update payouts set amount = 0 where id = ${A_PAID}`,
  },
  {
    breaks: "destinations_apart",
    what: "two developers paid to one Stripe account",
    damage: "update payouts set destination = 'acct_1'",
  },
  {
    breaks: "nothing_stuck",
    what: "a payout that has been sending for an hour",
    damage: `update payouts set state = 'submitting', updated_at = updated_at - interval '1 year'
      where id = ${A_PAID}`,
  },
  {
    breaks: "nothing_stuck",
    what: "a payout whose outcome nobody has known for days",
    damage: `update payouts set state = 'unknown' where id = ${A_PAID};
      update payout_attempts set started_at = started_at - interval '1 year'`,
  },
  {
    breaks: "audit_chain",
    what: "an entry of the audit log that was rewritten",
    damage: "update audit_log set actor = 'user:somebody' where seq = 3",
  },
  {
    breaks: "audit_chain",
    what: "an entry of the audit log that was removed",
    damage: "delete from audit_log where seq = 3",
  },
  {
    breaks: "money_moves_audited",
    what: "a paid payout that the audit log does not tell of",
    damage: "delete from audit_log where action = 'payout.paid'",
  },
  {
    breaks: "money_moves_audited",
    what: "a reversal that the audit log does not tell of",
    damage: "delete from audit_log where action = 'payout.reversed'",
  },
  {
    breaks: "decisions_audited",
    what: "an approval that the audit log does not tell of",
    damage: "delete from audit_log where action = 'run.approve'",
  },
  {
    breaks: "accounts_read",
    what: "a connected account that was never read",
    damage: "update connected_accounts set readiness = null, fetched_at = null",
  },
  {
    breaks: "inbox_worked_off",
    what: "an event from Stripe that nobody acted on",
    damage: `insert into stripe_events (id, type, payload, received_at)
      values ('evt_1', 'account.updated', '{}', '2026-01-01')`,
  },
];
