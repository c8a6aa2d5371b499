import type { Invariant } from "./invariant";

export const adjustmentInvariants: readonly Invariant[] = [
  {
    id: "adjustments_explained",
    title: "Each adjustment has a reason and an author, in the audit log too, and only those do.",
    offenders: ({ sql }) => sql`
      select coalesce(event.id, adjustment.event_id)::text as id
      from (select * from events where kind = 'adjustment') as event
      full join event_adjustments as adjustment
        on adjustment.developer_id = event.developer_id and adjustment.event_id = event.id
      left join audit_log as entry on entry.subject = 'event:' || event.id
        and entry.action = 'event.adjust' and entry.actor = adjustment.made_by
        and entry.detail ->> 'amount' = event.amount::text
      where event.id is null or adjustment.event_id is null or entry.seq is null`,
  },
  {
    id: "adjustments_are_the_developers",
    title: "Each adjustment goes wholly to its developer, for a plugin that is or was theirs.",
    offenders: ({ sql }) => sql`
      select event.id::text from events as event
      where event.kind = 'adjustment' and (
        event.developer_share <> event.amount or event.platform_share <> 0
        or event.share_bps <> 10000 or event.amount = 0
        or (not exists (select 1 from plugin_owners as owner
            where owner.plugin_id = event.plugin_id and owner.developer_id = event.developer_id)
          and not exists (select 1 from plugin_shares as share
            where share.plugin_id = event.plugin_id
              and share.developer_id = event.developer_id)))`,
  },
];
