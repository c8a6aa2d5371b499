import type { Invariant } from "./invariant";

/**
 * Joins each correction to its sale by the key, one by one: a join of its own choice would put all
 * sales of the marketplace into memory, for the few that were corrected.
 */
const itsSale = `
  lateral (
    select * from events as original
    where original.developer_id = correction.developer_id and original.id = correction.original_id
    limit 1
  ) as sale on true`;

/**
 * A correction's place in the story of its sale: what the buyer had back before and after it. Of a
 * shared sale, this is one developer's story; what is disputed is told of the whole, because what a
 * dispute took of one part its end may give back to another.
 */
const correctionsInOrder = `
  select correction.developer_id, correction.id, correction.refund_no, correction.amount,
    correction.developer_share, sale.amount as sale_amount, sale.share_bps, sale.whole_amount,
    row_number() over story as place,
    -sum(correction.amount) over story + correction.amount as before,
    -sum(correction.amount) over story as after,
    -sum(coalesce(correction.whole_amount, correction.amount))
      filter (where correction.kind <> 'refund') over story as disputed
  from events as correction join ${itsSale}
  where correction.original_id is not null
  window story as (partition by correction.developer_id, correction.original_id
    order by correction.refund_no)`;

/** In minor units, as in the table's own check: ten thousand times as much is a `bigint` still. */
const AMOUNT_MAX = "1000000000000";

/** Each process's clock may be five minutes off, and two of them wrote the times compared. */
export const SLACK = "10 minutes";

export const eventInvariants: readonly Invariant[] = [
  {
    id: "shares_add_up",
    title: "Each event’s two shares add up to its amount.",
    offenders: ({ sql }) => sql`
      select id::text from events where developer_share + platform_share <> amount`,
  },
  {
    id: "split_by_rate",
    title: "Each event without an original is split by its rate, rounded towards zero.",
    offenders: ({ sql }) => sql`
      select id::text from events
      where original_id is null and kind <> 'adjustment' and whole_amount is null
        and (abs(amount) > ${sql.unsafe(AMOUNT_MAX)} or developer_share <> amount * share_bps / 10000)`,
  },
  {
    id: "corrections_cumulate",
    title: "Corrections take back exactly what their sale gave, whatever the number of parts.",
    offenders: ({ sql }) => sql`
      select id::text from (${sql.unsafe(correctionsInOrder)}) as correction
      where whole_amount is null
        and developer_share <> trunc(before * share_bps / 10000) - trunc(after * share_bps / 10000)`,
  },
  {
    id: "refunds_within_sale",
    title:
      "At no moment has more of a sale been given back than was paid, or won than was disputed.",
    offenders: ({ sql }) => sql`
      select id::text from (${sql.unsafe(correctionsInOrder)}) as correction
      where after < 0 or after > sale_amount or disputed < 0`,
  },
  {
    id: "corrections_numbered",
    title: "The corrections of a sale are numbered from one, without a gap.",
    offenders: ({ sql }) => sql`
      select id::text from (${sql.unsafe(correctionsInOrder)}) as correction
      where refund_no <> place`,
  },
  {
    id: "corrections_fit_sale",
    title: "Each correction has a sale, with the same plugin, currency, rate and part.",
    offenders: ({ sql }) => sql`
      select correction.id::text from events as correction left join ${sql.unsafe(itsSale)}
      where correction.original_id is not null and (
        sale.id is null or sale.kind not in ('install', 'renewal')
        or correction.kind not in ('refund', 'dispute', 'dispute_won')
        or (sale.plugin_id, sale.currency, sale.share_bps, sale.part_bps, sale.part_no)
          is distinct from (correction.plugin_id, correction.currency, correction.share_bps,
            correction.part_bps, correction.part_no))`,
  },
  {
    id: "signs_follow_kinds",
    title: "Sales and won disputes are positive, refunds and disputes negative, within the limit.",
    offenders: ({ sql }) => sql`
      select id::text from events
      where abs(amount) > ${sql.unsafe(AMOUNT_MAX)}
        or sign(amount) * sign(whole_amount) < 0
        or not case kind when 'install' then coalesce(whole_amount, amount) >= 0
        when 'renewal' then coalesce(whole_amount, amount) > 0
        when 'refund' then coalesce(whole_amount, amount) < 0
        when 'dispute' then coalesce(whole_amount, amount) < 0
        when 'dispute_won' then coalesce(whole_amount, amount) > 0 else true end`,
  },
  {
    id: "currencies_are_codes",
    title: "Each event’s currency is a lower-case code of three letters.",
    offenders: ({ sql }) => sql`
      with known as materialized (select distinct currency from events)
      select id::text from events
      where currency in (select currency from known where currency !~ '^[a-z]{3}$')`,
  },
  {
    id: "external_ids_once",
    title: "A source’s external id was recorded once, under one developer or those who share it.",
    offenders: ({ sql }) => sql`
      select source || ' ' || external_id as id from events
      where part_no is null or part_no = 1
      group by source, external_id having count(*) > 1`,
  },
  {
    id: "days_follow_time",
    title: "Each event counts on the day it happened, or on the first day after the closed months.",
    offenders: ({ sql, zone }) => sql`
      select event.id::text from (
        select id, posted_on, recorded_at, (occurred_at at time zone ${zone})::date as day
        from events
      ) as event
      left join (
        select ((period || '-01')::date + interval '1 month')::date as day,
          closed_at - ${SLACK}::interval as opened_at
        from periods where closed_at is not null
      ) as next on next.day = event.posted_on
      where event.posted_on <> event.day
        and not (event.posted_on > event.day and event.recorded_at >= next.opened_at) is true`,
  },
  {
    id: "months_exist",
    title: "Each event counts in exactly one accounting month that the books have.",
    offenders: ({ sql }) => sql`
      select distinct to_char(event.day, 'YYYY-MM') as id
      from (select distinct posted_on as day from events) as event
      left join periods on periods.period = to_char(event.day, 'YYYY-MM')
      where periods.period is null`,
  },
  {
    id: "closed_months_stay",
    title: "No event was recorded into a month after it was closed.",
    offenders: ({ sql }) => sql`
      with closed as materialized (
        -- Each day is written out as a month once, not for each of its events.
        select event.day, periods.closed_at + ${SLACK}::interval as closed_at
        from (select distinct posted_on as day from events) as event
        join periods on periods.period = to_char(event.day, 'YYYY-MM')
        where periods.closed_at is not null
      )
      select event.id::text from events as event
      join closed on closed.day = event.posted_on
      where event.recorded_at > closed.closed_at`,
  },
  {
    id: "sales_belong_to_owner",
    title: "Each sale belongs to the developer who owned the plugin when it happened, as its lead.",
    offenders: ({ sql }) => sql`
      select event.id::text from events as event
      join (
        select plugin_id, developer_id, effective_from,
          lead(effective_from, 1, 'infinity') over
            (partition by plugin_id order by effective_from) as effective_until
        from plugin_owners
      ) as owner on owner.plugin_id = event.plugin_id
        and event.occurred_at >= owner.effective_from
        and event.occurred_at < owner.effective_until
      where event.original_id is null and event.kind <> 'adjustment'
        and (event.part_no is null or event.part_no = 1)
        and event.developer_id <> owner.developer_id
        and event.recorded_at > owner.effective_from + ${SLACK}::interval`,
  },
];
