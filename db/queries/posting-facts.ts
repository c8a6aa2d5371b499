import type { Database } from "@/db/client";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import type { PluginShares } from "@/lib/domain/parts";
import { type AccountingZone, type Period, trustedPeriod, trustedZone } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";
import { readShares, type ShareRow } from "./plugin-shares";

export type Ownership = { readonly developerId: DeveloperId; readonly effectiveFrom: Date };

/** What posting events rests on: whose the plugins were, at which rates, and what is closed. */
export type PostingFacts = {
  /** The database has another one as soon as anything of this may be different. */
  readonly version: string;
  /** That the books are kept in; absent until a process has started with them. */
  readonly zone: AccountingZone | undefined;
  readonly closedThrough: Period | undefined;
  /** Latest first. A known plugin has at least one. */
  readonly owners: Map<PluginId, readonly Ownership[]>;
  readonly terms: TermsByScope;
  /** Of the plugins that several developers share, or shared. */
  readonly shares: Map<PluginId, readonly PluginShares[]>;
};

/** Keeps a marketplace with a thousand special terms from reading all of them for each event. */
export type TermsByScope = {
  readonly plugin: Map<PluginId, readonly RevenueTerm[]>;
  readonly developer: Map<DeveloperId, readonly RevenueTerm[]>;
  readonly marketplace: readonly RevenueTerm[];
};

type FactRow =
  | { fact: "basis"; version: string; period: string | null; zone: string | null }
  | { fact: "owner"; plugin: string; developer: string; at: Date }
  | { fact: "term"; plugin: string | null; developer: string | null; bps: number; at: Date }
  | ({ fact: "share"; plugin: string; developer: string; bps: number; at: Date } & OfRevision);
type OfRevision = { revision: number; is_lead: boolean };

/** One round trip and one snapshot, whatever the batch. */
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
    select 'basis' as fact, version, (
        select max(period) from periods where closed_at is not null) as period,
      null as plugin, null as developer, null::integer as bps, null::timestamptz as at,
      null::integer as revision, null::boolean as is_lead,
      (select zone from accounting_zone) as zone
    from posting_basis
    union all
    select 'owner', null, null, plugin_id, developer_id, null, effective_from, null, null, null
    from owner
    union all
    select 'term', null, null, plugin_id, developer_id, share_bps, effective_from, null, null, null
    from revenue_terms
    where scope = 'marketplace' or plugin_id = any(${ids}::text[])
      or developer_id in (select developer_id from owner)
    union all
    select 'share', null, null, plugin_id, developer_id, bps, effective_from, revision, is_lead, null
    from plugin_shares where plugin_id = any(${ids}::text[])`;
  return factsOf(rows);
}

function factsOf(rows: readonly FactRow[]): PostingFacts {
  let basis: Extract<FactRow, { fact: "basis" }> | undefined;
  const owners: Extract<FactRow, { fact: "owner" }>[] = [];
  const terms: RevenueTerm[] = [];
  const shares: ShareRow[] = [];
  for (const row of rows) {
    if (row.fact === "basis") basis = row;
    else if (row.fact === "owner") owners.push(row);
    else if (row.fact === "term") terms.push(termOf(row));
    else shares.push(row);
  }
  if (!basis) throw new Error("The database does not say which version its facts have");
  const { version, period, zone } = basis;
  return {
    version,
    zone: zone === null ? undefined : trustedZone(zone),
    closedThrough: period === null ? undefined : trustedPeriod(period),
    owners: ownersOf(owners),
    terms: termsByScope(terms),
    shares: readShares(shares),
  };
}

function ownersOf(
  rows: readonly Extract<FactRow, { fact: "owner" }>[],
): Map<PluginId, readonly Ownership[]> {
  const latestFirst = [...rows].sort((left, right) => right.at.getTime() - left.at.getTime());
  const owners = new Map<PluginId, Ownership[]>();
  for (const { plugin, developer, at } of latestFirst) {
    const pluginId = trusted.pluginId(plugin);
    const known = owners.get(pluginId) ?? [];
    known.push({ developerId: trusted.developerId(developer), effectiveFrom: at });
    owners.set(pluginId, known);
  }
  return owners;
}

function termsByScope(terms: readonly RevenueTerm[]): TermsByScope {
  const plugin = new Map<PluginId, RevenueTerm[]>();
  const developer = new Map<DeveloperId, RevenueTerm[]>();
  const marketplace: RevenueTerm[] = [];
  for (const term of terms) {
    const { scope } = term;
    if (scope.kind === "plugin") addTo(plugin, scope.pluginId, term);
    else if (scope.kind === "developer") addTo(developer, scope.developerId, term);
    else marketplace.push(term);
  }
  return { plugin, developer, marketplace };
}

function addTo<Key>(terms: Map<Key, RevenueTerm[]>, key: Key, term: RevenueTerm): void {
  const known = terms.get(key);
  if (known) known.push(term);
  else terms.set(key, [term]);
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
