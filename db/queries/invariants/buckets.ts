import type { Invariant, InvariantContext } from "./invariant";

/**
 * Where an event counts, as one number of 64 bits: to find the least and the greatest of texts would
 * copy each of a million of them.
 */
function placeOf(sql: InvariantContext["sql"], day: "day" | "posted_on") {
  return sql`hashtextextended(plugin_id,
    hashtextextended(currency, ${sql(day)} - date '2000-01-01'))`;
}

export const bucketInvariants: readonly Invariant[] = [
  {
    id: "buckets_match_events",
    title: "Each bucket is what its events add up to, and each event is in a bucket of its kind.",
    offenders: ({ sql }) => sql`
      with sums as (
        select developer_id, balance_id as id,
          min(${placeOf(sql, "posted_on")}) as place, max(${placeOf(sql, "posted_on")}) as other_place,
          count(*) filter (where kind = 'install' and coalesce(whole_amount, amount) > 0) as installs,
          count(*) filter (where kind = 'install' and coalesce(whole_amount, amount) = 0) as free_installs,
          count(*) filter (where kind = 'renewal') as renewals,
          count(*) filter (where kind = 'refund') as refunds,
          sum(amount) as amount, sum(developer_share) as developer_share,
          sum(platform_share) as platform_share,
          coalesce(sum(amount) filter
            (where kind in ('refund', 'dispute', 'dispute_won')), 0) as refunded_amount,
          coalesce(sum(developer_share) filter
            (where kind in ('refund', 'dispute', 'dispute_won')), 0) as refunded_share
        from events group by developer_id, balance_id
      )
      select coalesce(bucket.id, sums.id)::text as id
      from (select *, ${placeOf(sql, "day")} as place from balances) as bucket
      full join sums on sums.developer_id = bucket.developer_id and sums.id = bucket.id
      where (bucket.place, bucket.place) is distinct from (sums.place, sums.other_place)
        or (bucket.installs, bucket.free_installs, bucket.renewals, bucket.refunds,
            bucket.amount, bucket.developer_share, bucket.platform_share,
            bucket.refunded_amount, bucket.refunded_share)
          is distinct from (sums.installs, sums.free_installs, sums.renewals, sums.refunds,
            sums.amount, sums.developer_share, sums.platform_share,
            sums.refunded_amount, sums.refunded_share)`,
  },
  {
    id: "buckets_under_their_payable",
    title: "Each bucket is under the payable of its month and plugin, or of its own sale.",
    offenders: ({ sql }) => sql`
      select bucket.id::text from balances as bucket
      left join payables as payable
        on payable.developer_id = bucket.developer_id and payable.id = bucket.payable_id
      where (payable.plugin_id, payable.currency, payable.period, payable.is_sale)
        is distinct from (bucket.plugin_id, bucket.currency, to_char(bucket.day, 'YYYY-MM'),
          bucket.id = bucket.payable_id)
      union all
      select payable.id::text from payables as payable
      left join balances as bucket
        on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
      where bucket.id is null`,
  },
  {
    id: "one_unclaimed_payable",
    title: "Of a developer’s month of a plugin and currency, one payable at most is in no payout.",
    offenders: ({ sql }) => sql`
      select min(id::text) as id from payables where payout_id is null and not is_sale
      group by developer_id, plugin_id, currency, period having count(*) > 1`,
  },
  {
    id: "one_open_bucket",
    title: "One bucket at most takes the events of a developer, plugin, day and currency.",
    offenders: ({ sql }) => sql`
      select developer_id || ' ' || plugin_id || ' ' || day || ' ' || currency as id
      from balances where not frozen
      group by developer_id, plugin_id, day, currency having count(*) > 1`,
  },
  {
    id: "bucket_ids_once",
    title: "No id names two buckets of a developer.",
    offenders: ({ sql }) => sql`
      select id::text from balances group by developer_id, id having count(*) > 1`,
  },
  {
    id: "claims_have_a_payout",
    title:
      "A claimed payable or return names a live payout of the same developer and currency, in its time.",
    offenders: ({ sql }) => sql`
      select payable.id::text from payables as payable
      left join payouts as payout
        on payout.developer_id = payable.developer_id and payout.id = payable.payout_id
      where payable.payout_id is not null and (
        payout.id is null or payout.state = 'canceled' or payout.currency <> payable.currency
        or payable.period > payout.period)
      union all
      select returned.id::text from payout_returns as returned
      left join payouts as payout
        on payout.developer_id = returned.developer_id and payout.id = returned.paid_again_by
      where returned.paid_again_by is not null and (
        payout.id is null or payout.state = 'canceled' or payout.currency <> returned.currency
        or to_char(returned.day, 'YYYY-MM') > payout.period)`,
  },
  {
    id: "payouts_match_buckets",
    title: "Each payout is the sum of what it claimed, bucket by bucket; a canceled one has none.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      left join (
        select developer_id, payout_id, sum(share) as share from (
          select developer_id, payout_id, developer_share as share from claimed_balances
          where payout_id is not null
          union all
          select developer_id, paid_again_by, amount from payout_returns
          where paid_again_by is not null
        ) as unit group by developer_id, payout_id
      ) as claimed on claimed.developer_id = payout.developer_id and claimed.payout_id = payout.id
      where case when payout.state = 'canceled' then claimed.payout_id is not null
        else claimed.share is distinct from payout.amount end`,
  },
  {
    id: "never_paid_above_earned",
    title:
      "Through the end of no month was more paid than had been earned, or had come back, by then.",
    offenders: ({ sql }) => sql`
      with earned as (
        -- A debt that a later month's payout settled stood in no earlier payout's way: a plugin by
        -- itself may be paid, and so may an earlier month after a later one.
        select payable.developer_id, payable.currency,
          case when bucket.earned < 0 and payout.period > payable.period then payout.period
            else payable.period end as period,
          bucket.earned, 0::numeric as paid
        from payables as payable
        join (
          select developer_id, payable_id, sum(developer_share) as earned from balances
          group by developer_id, payable_id
        ) as bucket
          on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
        left join (payouts as payout join runs as run on run.id = payout.run_id)
          on payout.developer_id = payable.developer_id and payout.id = payable.payout_id
        where run.event_id is null
        union all
        select developer_id, currency, to_char(day, 'YYYY-MM'), sum(amount), 0::numeric
        from payout_returns group by developer_id, currency, to_char(day, 'YYYY-MM')
      ), paid as (
        -- A sale that was paid at once stays out of both sides: a later refund of it is a debt of
        -- its own, and that its payout is exactly the sale is judged by itself.
        select payout.developer_id, payout.currency, payout.period, 0::numeric as earned,
          sum(payout.amount) as paid
        from payouts as payout left join runs as run on run.id = payout.run_id
        where payout.state <> 'canceled' and run.event_id is null
        group by payout.developer_id, payout.currency, payout.period
      ), months as (
        select developer_id, currency, period, sum(paid) as paid_in,
          sum(sum(earned)) over story as earned, sum(sum(paid)) over story as paid
        from (select * from earned union all select * from paid) as movement
        group by developer_id, currency, period
        window story as (partition by developer_id, currency order by period)
      )
      select developer_id || ' ' || currency || ' ' || period as id from months
      where paid_in > 0 and paid > earned`,
  },
];
