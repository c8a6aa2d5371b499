import type { Database } from "@/db/client";

/** What the rules of paying can lead to. Each has to occur in a simulation that is long enough. */
const OUTCOMES = [
  ...["paid_at_once", "paid_at_once_from_its_charge", "paid_from_its_charge_during_a_pause"],
  ...["paid_at_once_then_refunded", "paid_at_once_then_reversed", "paid_at_once_by_a_person"],
  ...["instant_run_canceled", "instant_sale_left_for_the_month"],
  ...["held_back_for_days", "paid_after_holding_days", "swept_below_minimum"],
  ...["month_closed_by_clock", "run_approved_by_clock"],
] as const;
type Outcome = (typeof OUTCOMES)[number];

export const OUTCOME_KINDS: readonly string[] = OUTCOMES;

/** How often each occurred, as the books tell in the end. */
export async function countOutcomes({
  sql,
}: Pick<Database, "sql">): Promise<readonly (readonly [string, number])[]> {
  const [row] = await sql<Record<Outcome, number>[]>`
    with sent as materialized (
      select payout.*, run.event_id, run.rule_id, run.approved_by as run_approved_by
      from payouts as payout join runs as run on run.id = payout.run_id
      where payout.transfer_id is not null
    ),
    instant as materialized (select * from sent where event_id is not null)
    select
      (select count(*) from instant)::int as paid_at_once,
      (select count(source_charge) from instant)::int as paid_at_once_from_its_charge,
      (select count(*) from instant join sending_pauses as pause using (currency)
        where source_charge is not null and paid_at >= paused_at
          and paid_at < coalesce(resumed_at, 'infinity'))::int
        as paid_from_its_charge_during_a_pause,
      (select count(*) from instant join events as correction
        on correction.developer_id = instant.developer_id
        and correction.original_id = instant.event_id)::int as paid_at_once_then_refunded,
      (select count(*) from instant where reversed_amount > 0)::int as paid_at_once_then_reversed,
      (select count(*) from instant where run_approved_by <> 'instant-schedule')::int
        as paid_at_once_by_a_person,
      (select count(*) from runs where event_id is not null and state = 'canceled')::int
        as instant_run_canceled,
      (select count(*) from payables as payable
        join sent on sent.developer_id = payable.developer_id and sent.id = payable.payout_id
        where payable.is_sale and sent.event_id is null)::int as instant_sale_left_for_the_month,
      (select count(*) from skips where reason = 'holding_days')::int as held_back_for_days,
      (select count(*) from sent join payout_rules as rule on rule.id = sent.rule_id
        where rule.holding_days > 0)::int as paid_after_holding_days,
      (select count(*) from sent where amount < minimum)::int as swept_below_minimum,
      (select count(*) from periods where closed_by = 'schedule')::int as month_closed_by_clock,
      (select count(*) from runs where approved_by = 'schedule')::int as run_approved_by_clock`;
  return OUTCOMES.map((outcome) => [outcome, row?.[outcome] ?? 0]);
}
