import { BALANCE_INSUFFICIENT } from "@/lib/domain/sending-pause";
import type { Invariant } from "./invariant";

export const pauseInvariants: readonly Invariant[] = [
  {
    id: "pauses_have_a_refusal",
    title: "Sending in a currency pauses once at a time, and for a payout that Stripe refused.",
    offenders: ({ sql }) => sql`
      select pause.id::text from sending_pauses as pause
      left join payout_attempts as attempt on attempt.developer_id = pause.developer_id
        and attempt.payout_id = pause.payout_id and attempt.no = pause.attempt_no
      left join payouts as payout
        on payout.developer_id = pause.developer_id and payout.id = pause.payout_id
      where attempt.code is distinct from ${BALANCE_INSUFFICIENT}
        or payout.currency is distinct from pause.currency
      union all
      select currency from sending_pauses where resumed_at is null
      group by currency having count(*) > 1`,
  },
  {
    id: "unfunded_is_explained",
    title:
      "Each payout that waits because Stripe’s balance was too small has a pause that says so.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      join payout_attempts as attempt on attempt.developer_id = payout.developer_id
        and attempt.payout_id = payout.id and attempt.no = payout.attempt_no
      left join (select distinct currency from sending_pauses) as pause
        on pause.currency = payout.currency
      where payout.state = 'approved' and attempt.code = ${BALANCE_INSUFFICIENT}
        and payout.approved_at < attempt.started_at and pause.currency is null`,
  },
];
