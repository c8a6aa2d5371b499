import { SLACK } from "./events";
import type { Invariant } from "./invariant";

/** Events that several developers share, put together again from their rows. */
const wholes = `
  select id, min(original_id::text)::uuid as original_id, min(refund_no) as refund_no,
    min(whole_amount) as amount, min(share_bps) as share_bps,
    sum(developer_share) as developer_share
  from events where whole_amount is not null group by id`;

export const partInvariants: readonly Invariant[] = [
  {
    id: "parts_make_a_whole",
    title: "The rows of a shared event are of one report, and add up to it and to 100 %.",
    offenders: ({ sql }) => sql`
      select id::text from events where whole_amount is not null
      group by id
      having sum(amount) <> min(whole_amount) or sum(part_bps) <> 10000 or count(*) < 2
        or min(part_no) <> 1 or max(part_no) <> count(*) or count(distinct part_no) <> count(*)
        or count(distinct (source, external_id, request_hash, plugin_id, kind, original_id,
          refund_no, buyer_ref, currency, whole_amount, share_bps, occurred_at, posted_on)) > 1`,
  },
  {
    id: "parts_split_by_rate",
    title: "What the developers of a shared event have together is what its rate gives.",
    offenders: ({ sql }) => sql`
      with whole as (${sql.unsafe(wholes)}), story as (
        select id, original_id, amount, share_bps, developer_share,
          -sum(amount) over correction + amount as before, -sum(amount) over correction as after
        from whole window correction as (partition by original_id order by refund_no)
      )
      select id::text from story
      where developer_share <> case when original_id is null
        then trunc(amount::numeric * share_bps / 10000)
        else trunc(before * share_bps / 10000) - trunc(after * share_bps / 10000) end`,
  },
  {
    id: "parts_given_back",
    title: "Of no part was more taken back than was given, on either side of the split.",
    offenders: ({ sql }) => sql`
      select min(sale.id::text) as id from events as sale
      join events as correction on correction.developer_id = sale.developer_id
        and correction.original_id = sale.id
      where sale.whole_amount is not null and correction.whole_amount is not null
      group by sale.developer_id, sale.id
      having min(sale.developer_share) + sum(correction.developer_share)
          not between 0 and min(sale.developer_share)
        or min(sale.platform_share) + sum(correction.platform_share)
          not between 0 and min(sale.platform_share)`,
  },
  {
    id: "parts_follow_shares",
    title: "Each sale was shared as its plugin was when it happened, whatever was agreed later.",
    offenders: ({ sql }) => sql`
      with sale as materialized (
        select id, plugin_id, developer_id as owner, occurred_at, recorded_at from events
        where original_id is null and kind <> 'adjustment' and (part_no is null or part_no = 1)
          and plugin_id in (select plugin_id from plugin_shares)
      ),
      held as (
        select distinct on (sale.id) sale.*, share.revision
        from sale left join plugin_shares as share
          on share.plugin_id = sale.plugin_id and share.effective_from <= sale.occurred_at
        where not exists (select 1 from plugin_shares as fresh
          where fresh.plugin_id = sale.plugin_id and fresh.effective_from <= sale.occurred_at
            and fresh.set_at + ${SLACK}::interval > sale.recorded_at)
        order by sale.id, share.effective_from desc, share.revision desc
      ),
      agreed as (
        select held.id, case when coalesce(share.is_lead, true) then held.owner
            else share.developer_id end as developer_id, coalesce(sum(share.bps), 10000) as bps
        from held left join plugin_shares as share
          on share.plugin_id = held.plugin_id and share.revision = held.revision
        group by 1, 2
      ),
      kept as (
        select event.id, event.developer_id, coalesce(event.part_bps, 10000) as bps
        from events as event join held on held.id = event.id
        where event.plugin_id in (select plugin_id from plugin_shares)
      )
      select distinct coalesce(agreed.id, kept.id)::text as id from agreed
      full join kept on kept.id = agreed.id and kept.developer_id = agreed.developer_id
      where agreed.bps is distinct from kept.bps`,
  },
  {
    id: "shares_make_a_whole",
    title: "The shares of each plugin add up to 100 %, have one lead, and are in the audit log.",
    offenders: ({ sql }) => sql`
      select share.plugin_id || ' ' || share.revision as id from plugin_shares as share
      left join audit_log as entry on entry.subject = 'plugin:' || share.plugin_id
        and entry.action = 'plugin.set_shares' and entry.actor = share.set_by
        and entry.detail ->> 'revision' = share.revision::text
      group by share.plugin_id, share.revision
      having sum(share.bps) <> 10000 or count(*) filter (where share.is_lead) <> 1
        or count(distinct (share.effective_from, share.set_by, share.set_at)) > 1
        or count(entry.seq) = 0`,
  },
];
