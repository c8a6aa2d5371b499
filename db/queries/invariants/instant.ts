import type { Invariant } from "./invariant";

/** The worker judges each second; a pause of it is no harm yet. */
const WAITING_MAX = "1 hour";

export const instantInvariants: readonly Invariant[] = [
  {
    id: "instant_pays_its_sale",
    title: "A sale that is paid at once is paid exactly its share, once, from its own charge.",
    offenders: ({ sql }) => sql`
      select run.id::text from runs as run
      left join events as sale
        on sale.developer_id = run.developer_id and sale.id = run.event_id
      left join payouts as payout on payout.run_id = run.id
      where run.event_id is not null and (
        payout.id is null or sale.kind not in ('install', 'renewal')
        or (payout.developer_id, payout.currency, payout.amount, payout.source_charge)
          is distinct from (sale.developer_id, sale.currency, sale.developer_share,
            case when sale.source = 'stripe' then sale.external_id end))
      union all
      select developer_id || ' ' || event_id from runs where event_id is not null
      group by developer_id, event_id having count(*) > 1`,
  },
  {
    id: "instant_claims_its_sale",
    title: "A payout of one sale claims that sale and nothing else.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      join runs as run on run.id = payout.run_id and run.event_id is not null
      left join payables as payable
        on payable.developer_id = payout.developer_id and payable.payout_id = payout.id
      left join payout_returns as returned
        on returned.developer_id = payout.developer_id and returned.paid_again_by = payout.id
      where payout.state <> 'canceled'
        and (payable.id is distinct from run.event_id or returned.id is not null)`,
  },
  {
    id: "own_buckets_hold_one_sale",
    title: "The bucket of a sale that is paid at once holds that sale alone.",
    offenders: ({ sql }) => sql`
      select payable.id::text from payables as payable
      left join events as counted
        on counted.developer_id = payable.developer_id and counted.balance_id = payable.id
      left join balances as bucket
        on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
      where payable.is_sale
        and (counted.id is distinct from payable.id or bucket.frozen is distinct from true)`,
  },
  {
    id: "instant_sales_judged",
    title: "No sale that is to be paid at once waits for longer than it should.",
    offenders: ({ sql, now }) => sql`
      select sale.id::text from payables as payable
      left join events as sale
        on sale.developer_id = payable.developer_id and sale.id = payable.id
      where payable.waits_for_instant and payable.payout_id is null
        and (sale.id is null
          or sale.recorded_at < ${now}::timestamptz - ${WAITING_MAX}::interval)`,
  },
  {
    id: "sale_skips_left_their_sale",
    title: "A sale that was left with a reason waits no more, and was not paid at once as well.",
    offenders: ({ sql }) => sql`
      select skip.event_id::text as id from sale_skips as skip
      left join events as sale
        on sale.developer_id = skip.developer_id and sale.id = skip.event_id
      left join payables as payable
        on payable.developer_id = skip.developer_id and payable.id = skip.event_id
      left join runs as run
        on run.developer_id = skip.developer_id and run.event_id = skip.event_id
      where run.id is not null or payable.waits_for_instant is distinct from false
        or (sale.currency, sale.developer_share) is distinct from (skip.currency, skip.amount)`,
  },
];
