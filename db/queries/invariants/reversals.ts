import type { Invariant } from "./invariant";

/** An answer that takes longer than this needs a person. */
const OPEN_MAX = "3 hours";

export const reversalInvariants: readonly Invariant[] = [
  {
    id: "reversals_fit_payout",
    title: "Each reversal asks for its own amount of its payout’s transfer, under its own key.",
    offenders: ({ sql }) => sql`
      select reversal.payout_id || ' reversal ' || reversal.no as id
      from payout_reversals as reversal
      left join payouts as payout
        on payout.developer_id = reversal.developer_id and payout.id = reversal.payout_id
      where payout.id is null
        or (reversal.request ->> 'amount', reversal.request ->> 'transferId',
            reversal.request -> 'metadata' ->> 'reversal', reversal.idempotency_key)
          is distinct from (reversal.amount::text, payout.transfer_id,
            payout.id || ':' || reversal.no, 'reversal:' || payout.id || ':' || reversal.no)`,
  },
  {
    id: "reversals_made_are_back",
    title: "What was made of reversals is back in the books, and each made one is one at Stripe.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      join (
        select developer_id, payout_id, sum(amount) as amount, count(*) as made,
          count(distinct reversal_id) as at_stripe
        from payout_reversals where state = 'made' group by developer_id, payout_id
      ) as reversal
        on reversal.developer_id = payout.developer_id and reversal.payout_id = payout.id
      where reversal.amount > payout.reversed_amount or reversal.made <> reversal.at_stripe`,
  },
  {
    id: "reversals_not_stuck",
    title: "No reversal’s outcome stays unknown, and who asked for it is in the audit log.",
    offenders: ({ sql, now }) => sql`
      select reversal.payout_id || ' reversal ' || reversal.no as id
      from payout_reversals as reversal
      left join audit_log as entry on entry.subject = 'payout:' || reversal.payout_id
        and entry.action = 'payout.reversal_requested'
        and entry.detail ->> 'no' = reversal.no::text and entry.actor = reversal.requested_by
      where entry.seq is null or (reversal.state in ('requested', 'unknown')
        and reversal.requested_at < ${now}::timestamptz - ${OPEN_MAX}::interval)`,
  },
];
