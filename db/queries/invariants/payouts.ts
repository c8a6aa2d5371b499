import type { Invariant } from "./invariant";

/** An answer that takes longer than this needs a person. */
const UNKNOWN_MAX = "26 hours";
const LEASE_OVERDUE_MAX = "10 minutes";

export const payoutInvariants: readonly Invariant[] = [
  {
    id: "attempts_counted",
    title: "Each payout’s attempts are there, numbered from one to the number it says.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      left join (
        select developer_id, payout_id, count(*) as count, min(no) as first, max(no) as last
        from payout_attempts group by developer_id, payout_id
      ) as attempt
        on attempt.developer_id = payout.developer_id and attempt.payout_id = payout.id
      where coalesce(attempt.count, 0) <> payout.attempt_no
        or (attempt.count > 0 and (attempt.first <> 1 or attempt.last <> payout.attempt_no))`,
  },
  {
    id: "states_follow_attempts",
    title: "Each payout’s state is what its attempts show.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      left join (
        select developer_id, payout_id, count(*) filter (where outcome = 'confirmed') as confirmed
        from payout_attempts group by developer_id, payout_id
      ) as every
        on every.developer_id = payout.developer_id and every.payout_id = payout.id
      left join payout_attempts as latest on latest.developer_id = payout.developer_id
        and latest.payout_id = payout.id and latest.no = payout.attempt_no
      where not case payout.state
        when 'ready' then payout.attempt_no = 0
        when 'approved' then payout.attempt_no = 0 or coalesce(latest.outcome = 'refused', false)
        when 'submitting' then payout.attempt_no > 0 and coalesce(every.confirmed, 0) = 0
        when 'unknown' then coalesce(latest.outcome = 'lost', false)
        when 'failed' then coalesce(latest.outcome = 'refused', false)
        when 'paid' then coalesce(every.confirmed = 1, false)
        when 'partly_reversed' then coalesce(every.confirmed = 1, false)
        when 'reversed' then coalesce(every.confirmed = 1, false)
        else coalesce(every.confirmed, 0) = 0 end`,
  },
  {
    id: "requests_fit_payout",
    title: "Each attempt asks for its payout’s amount, currency and destination, under its key.",
    offenders: ({ sql }) => sql`
      select attempt.payout_id || ' attempt ' || attempt.no as id
      from payout_attempts as attempt
      left join payouts as payout
        on payout.developer_id = attempt.developer_id and payout.id = attempt.payout_id
      where payout.id is null
        or (attempt.request ->> 'amount', attempt.request ->> 'currency',
            attempt.request ->> 'destination', attempt.request ->> 'transferGroup',
            attempt.idempotency_key)
          is distinct from (payout.amount::text, payout.currency, payout.destination,
            'payout:' || payout.id, 'payout:' || payout.id || ':' || attempt.no)`,
  },
  {
    id: "keys_once",
    title: "No idempotency key was used for two attempts.",
    offenders: ({ sql }) => sql`
      select idempotency_key as id from payout_attempts
      group by idempotency_key having count(*) > 1`,
  },
  {
    id: "paid_has_transfer",
    title: "A payout has a transfer exactly when its money left.",
    offenders: ({ sql }) => sql`
      select id::text from payouts
      where (state in ('paid', 'partly_reversed', 'reversed'))
        <> (transfer_id is not null and paid_at is not null)`,
  },
  {
    id: "transfers_once",
    title: "No transfer pays two payouts.",
    offenders: ({ sql }) => sql`
      select transfer_id as id from payouts where transfer_id is not null
      group by transfer_id having count(*) > 1`,
  },
  {
    id: "one_payout_per_run",
    title: "A run pays a developer once in a currency, and does not skip whom it pays.",
    offenders: ({ sql }) => sql`
      select run_id || ' ' || developer_id || ' ' || currency as id from (
        select run_id, developer_id, currency from payouts where run_id is not null
        union all select run_id, developer_id, currency from skips
      ) as verdict
      group by run_id, developer_id, currency having count(*) > 1`,
  },
  {
    id: "runs_fit_payouts",
    title: "Each payout’s state fits its run’s: approved by somebody, and of the same period.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      left join runs as run on run.id = payout.run_id
      where (payout.run_id is not null and (run.id is null or run.period <> payout.period))
        or (payout.state = 'ready' and run.state is distinct from 'prepared')
        or (payout.state not in ('ready', 'canceled')
          and (payout.approved_by is null or payout.approved_at is null))
        or (run.state = 'canceled' and payout.state <> 'canceled')`,
  },
  {
    id: "runs_of_closed_months",
    title: "Runs pay closed months only, but for sales that are paid at once.",
    offenders: ({ sql }) => sql`
      select run.id::text from runs as run
      left join periods on periods.period = run.period
      where periods.closed_at is null and run.event_id is null`,
  },
  {
    id: "months_closed_in_order",
    title: "No month is closed while an earlier one is open.",
    offenders: ({ sql }) => sql`
      select period as id from periods
      where closed_at is null
        and period < (select max(period) from periods where closed_at is not null)`,
  },
  {
    id: "reversed_within_amount",
    title: "No more was taken back than was paid, and the state says how much.",
    offenders: ({ sql }) => sql`
      select id::text from payouts
      where reversed_amount < 0 or reversed_amount > amount
        or (state = 'reversed') <> (reversed_amount = amount)
        or (state in ('partly_reversed', 'reversed')) <> (reversed_amount > 0)`,
  },
  {
    id: "returns_match_reversals",
    title: "What was taken back of each payout is owed again, to the cent and in its currency.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      left join (
        select developer_id, payout_id, sum(amount) as amount, min(currency) as currency,
          count(distinct currency) as currencies
        from payout_returns group by developer_id, payout_id
      ) as returned
        on returned.developer_id = payout.developer_id and returned.payout_id = payout.id
      where coalesce(returned.amount, 0) <> payout.reversed_amount
        or returned.currency <> payout.currency or returned.currencies > 1`,
  },
  {
    id: "amounts_positive",
    title: "Each payout is above zero and says why, when it failed, and who canceled it.",
    offenders: ({ sql }) => sql`
      select id::text from payouts
      where amount <= 0 or (state = 'failed' and failure_code is null)
        or (state = 'canceled') <> (canceled_by is not null and canceled_at is not null)`,
  },
  {
    id: "destinations_apart",
    title: "No Stripe account received money of two developers.",
    offenders: ({ sql }) => sql`
      select destination as id from (
        select destination, developer_id from payouts where transfer_id is not null
        union select stripe_account_id, developer_id from connected_accounts
          where stripe_account_id is not null
      ) as use
      group by destination having count(distinct developer_id) > 1`,
  },
  {
    id: "nothing_stuck",
    title: "No payout waits longer than it should: to be sent, or to be found at Stripe.",
    offenders: ({ sql, now }) => sql`
      select payout.id::text from payouts as payout
      left join payout_attempts as attempt on attempt.developer_id = payout.developer_id
        and attempt.payout_id = payout.id and attempt.no = payout.attempt_no
      where (payout.state = 'submitting'
          and coalesce(payout.lease_until, payout.updated_at)
            < ${now}::timestamptz - ${LEASE_OVERDUE_MAX}::interval)
        or (payout.state = 'unknown'
          and coalesce(attempt.started_at, payout.updated_at)
            < ${now}::timestamptz - ${UNKNOWN_MAX}::interval)`,
  },
];
