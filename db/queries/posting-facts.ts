import type { Database } from "@/db/client";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import type { PluginShares } from "@/lib/domain/parts";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";
import { readShares, type ShareRow } from "./plugin-shares";

export type Ownership = { readonly developerId: DeveloperId; readonly effectiveFrom: Date };

/** What posting events rests on: whose the plugins were, at which rates, and what is closed. */
export type PostingFacts = {
  readonly closedThrough: Period | undefined;
  /** Latest first. A known plugin has at least one. */
  readonly owners: ReadonlyMap<PluginId, readonly Ownership[]>;
  readonly terms: readonly RevenueTerm[];
  /** Of the plugins that several developers share, or shared. */
  readonly shares: ReadonlyMap<PluginId, readonly PluginShares[]>;
};

type FactRow =
  | { fact: "closed"; plugin: null; developer: null; bps: null; at: null; period: string }
  | { fact: "owner"; plugin: string; developer: string; bps: null; at: Date; period: null }
  | { fact: "term"; plugin: string | null; developer: string | null; bps: number; at: Date }
  | ({ fact: "share"; plugin: string; developer: string; bps: number; at: Date } & OfRevision);
type OfRevision = { revision: number; is_lead: boolean };

/** One round trip, whatever the batch: it runs before each recording. */
export async function findPostingFacts(
  { sql }: Pick<Database, "sql">,
  pluginIds: readonly PluginId[],
): Promise<PostingFacts> {
  const ids = [...pluginIds];
  const rows = await sql<FactRow[]>`
    with owner as materialized (
      select plugin_id, developer_id, effective_from from plugin_owners
      where plugin_id = any(${ids}::text[])
    )
    select 'closed' as fact, null as plugin, null as developer, null::integer as bps,
      null::timestamptz as at, max(period) as period, null::integer as revision,
      null::boolean as is_lead
    from periods where closed_at is not null having max(period) is not null
    union all
    select 'owner', plugin_id, developer_id, null, effective_from, null, null, null from owner
    union all
    select 'term', plugin_id, developer_id, share_bps, effective_from, null, null, null
    from revenue_terms
    where scope = 'marketplace' or plugin_id = any(${ids}::text[])
      or developer_id in (select developer_id from owner)
    union all
    select 'share', plugin_id, developer_id, bps, effective_from, null, revision, is_lead
    from plugin_shares where plugin_id = any(${ids}::text[])`;

  let closedThrough: Period | undefined;
  const owners = new Map<PluginId, Ownership[]>();
  const terms: RevenueTerm[] = [];
  const shares: ShareRow[] = [];
  for (const row of rows) {
    if (row.fact === "closed") closedThrough = trustedPeriod(row.period);
    else if (row.fact === "term") terms.push(termOf(row));
    else if (row.fact === "share") shares.push(row);
    else {
      const pluginId = trusted.pluginId(row.plugin);
      const known = owners.get(pluginId) ?? [];
      known.push({ developerId: trusted.developerId(row.developer), effectiveFrom: row.at });
      owners.set(pluginId, known);
    }
  }
  for (const known of owners.values()) {
    known.sort((left, right) => right.effectiveFrom.getTime() - left.effectiveFrom.getTime());
  }
  return { closedThrough, owners, terms, shares: readShares(shares) };
}

/** The last closed month, for posting what needs no catalogue. */
export async function findClosedThrough({
  sql,
}: Pick<Database, "sql">): Promise<Period | undefined> {
  const [row] = await sql<{ period: string | null }[]>`
    select max(period) as period from periods where closed_at is not null`;
  return row?.period ? trustedPeriod(row.period) : undefined;
}

function termOf(row: Extract<FactRow, { fact: "term" }>): RevenueTerm {
  const share = basisPoints(row.bps);
  const effectiveFrom = row.at;
  if (row.plugin !== null) {
    const scope = { kind: "plugin", pluginId: trusted.pluginId(row.plugin) } as const;
    return { scope, share, effectiveFrom };
  }
  if (row.developer !== null) {
    const scope = { kind: "developer", developerId: trusted.developerId(row.developer) } as const;
    return { scope, share, effectiveFrom };
  }
  return { scope: { kind: "marketplace" }, share, effectiveFrom };
}
