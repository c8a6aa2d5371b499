import { DEFAULT_SHARE } from "@/lib/domain/share";
import { SLACK } from "./events";
import type { Invariant } from "./invariant";

/** Rates in the order of their days, beside each when it was added or corrected. */
const inOrder = `
  array_agg(effective_from order by effective_from) as days,
  array_agg(share_bps order by effective_from) as rates,
  array_agg(created_at order by effective_from) as added
  from revenue_terms`;

/** One row for each plugin, or each developer, that has rates of its own. */
const ownTerms = (subject: "plugin_id" | "developer_id") =>
  `select ${subject}, ${inOrder} where ${subject} is not null group by ${subject}`;

/** An entry of the marketplace's rates; absent before the first of them. */
const general = (column: "rates" | "added") => `
  (select ${column} from general)[width_bucket(event.occurred_at, (select days from general))]`;

/** The same of the rate that held for an event: the most specific scope wins. */
const held = (column: "rates" | "added") => `
  plugin.${column}[width_bucket(event.occurred_at, plugin.days)],
  developer.${column}[width_bucket(event.occurred_at, developer.days)], ${general(column)}`;

/**
 * Arrays, because a range of days is found in one by a search, where a join would compare each sale
 * with each rate. What has the marketplace's rate, and no other could have, is left out at once.
 *
 * Rates may be added for days of which nothing was split, and corrected until they begin: a sale
 * that was recorded before went by another one.
 */
export const termInvariants: readonly Invariant[] = [
  {
    id: "sales_follow_terms",
    title: "Each sale is split at the rate that held for its plugin and lead when it happened.",
    offenders: ({ sql }) => sql`
      with general as materialized (select ${sql.unsafe(inOrder)} where scope = 'marketplace')
      select event.id::text from events as event
      left join (${sql.unsafe(ownTerms("plugin_id"))}) as plugin
        on plugin.plugin_id = event.plugin_id
      left join (${sql.unsafe(ownTerms("developer_id"))}) as developer
        on developer.developer_id = event.developer_id
      where event.original_id is null and event.kind <> 'adjustment'
        and (event.part_no is null or event.part_no = 1)
        and (event.share_bps <> coalesce(${sql.unsafe(general("rates"))}, ${DEFAULT_SHARE})
          or event.plugin_id in (
            select plugin_id from revenue_terms where plugin_id is not null)
          or event.developer_id in (
            select developer_id from revenue_terms where developer_id is not null))
        and event.share_bps <> coalesce(${sql.unsafe(held("rates"))}, ${DEFAULT_SHARE})
        and event.recorded_at > ${SLACK}::interval
          + coalesce(${sql.unsafe(held("added"))}, '-infinity')`,
  },
];
