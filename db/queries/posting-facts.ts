import type { Database } from "@/db/client";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";

export type Ownership = { readonly developerId: DeveloperId; readonly effectiveFrom: Date };

/** What posting events rests on: who owned the plugins, at which rates, and what is closed. */
export type PostingFacts = {
  readonly closedThrough: Period | undefined;
  /** Latest first. A known plugin has at least one. */
  readonly owners: ReadonlyMap<PluginId, readonly Ownership[]>;
  readonly terms: readonly RevenueTerm[];
};

type FactRow =
  | { fact: "closed"; plugin: null; developer: null; bps: null; at: null; period: string }
  | { fact: "owner"; plugin: string; developer: string; bps: null; at: Date; period: null }
  | { fact: "term"; plugin: string | null; developer: string | null; bps: number; at: Date };

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
      null::timestamptz as at, max(period) as period
    from periods where closed_at is not null having max(period) is not null
    union all
    select 'owner', plugin_id, developer_id, null, effective_from, null from owner
    union all
    select 'term', plugin_id, developer_id, share_bps, effective_from, null from revenue_terms
    where scope = 'marketplace' or plugin_id = any(${ids}::text[])
      or developer_id in (select developer_id from owner)`;

  let closedThrough: Period | undefined;
  const owners = new Map<PluginId, Ownership[]>();
  const terms: RevenueTerm[] = [];
  for (const row of rows) {
    if (row.fact === "closed") closedThrough = trustedPeriod(row.period);
    else if (row.fact === "term") terms.push(termOf(row));
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
  return { closedThrough, owners, terms };
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
