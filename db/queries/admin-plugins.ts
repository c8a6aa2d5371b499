import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";

type Sql = Pick<Database, "sql">;

export type ListedPlugin = {
  readonly id: PluginId;
  readonly name: string;
  readonly owner: DeveloperId;
  readonly ownerName: string;
  /** How many developers share it with its owner now. */
  readonly coAuthors: number;
};

type ListRow = {
  id: string;
  name: string;
  owner: string;
  owner_name: string;
  co_authors: number;
  total: number;
};

/** Plugins by name, with whose they are. */
export async function findPlugins(
  { sql }: Sql,
  _admin: AdminActor,
  page: {
    readonly text?: string | undefined;
    readonly offset: number;
    readonly limit: number;
    readonly now: Date;
  },
): Promise<{ readonly plugins: readonly ListedPlugin[]; readonly total: number }> {
  const text = page.text?.toLowerCase();
  const matching =
    text === undefined
      ? sql``
      : sql`where position(${text} in lower(plugin.name)) > 0
          or position(${text} in lower(plugin.id)) > 0
          or position(${text} in lower(developer.name)) > 0`;
  const rows = await sql<ListRow[]>`
    select plugin.id, plugin.name, developer.id as owner, developer.name as owner_name,
      count(*) over ()::int as total,
      (select count(*)::int from plugin_shares as share
        where share.plugin_id = plugin.id and share.revision = held.revision
          and not share.is_lead and share.developer_id <> developer.id) as co_authors
    from plugins as plugin
    join lateral (
      select owner.developer_id from plugin_owners as owner
      where owner.plugin_id = plugin.id and owner.effective_from <= ${page.now}
      order by owner.effective_from desc limit 1
    ) as owner on true
    join developers as developer on developer.id = owner.developer_id
    left join lateral (
      select share.revision from plugin_shares as share
      where share.plugin_id = plugin.id and share.effective_from <= ${page.now}
      order by share.effective_from desc, share.revision desc limit 1
    ) as held on true
    ${matching}
    order by lower(plugin.name), plugin.id offset ${page.offset} limit ${page.limit}`;
  const plugins = rows.map((row) => ({
    id: trusted.pluginId(row.id),
    name: row.name,
    owner: trusted.developerId(row.owner),
    ownerName: row.owner_name,
    coAuthors: row.co_authors,
  }));
  return { plugins, total: rows[0]?.total ?? 0 };
}

export type SharesRevision = {
  readonly revision: number;
  readonly effectiveFrom: Date;
  readonly setBy: string;
  readonly setAt: Date;
  /** The lead's first, then by the size of their part. */
  readonly parts: readonly {
    readonly developerId: DeveloperId;
    readonly name: string;
    readonly part: BasisPoints;
    readonly isLead: boolean;
  }[];
};

type RevisionRow = {
  revision: number;
  effective_from: Date;
  set_by: string;
  set_at: Date;
  developer_id: string;
  name: string;
  bps: number;
  is_lead: boolean;
};

/** What was agreed for a plugin, the latest first. */
export async function findSharesRevisions(
  { sql }: Sql,
  _admin: AdminActor,
  pluginId: PluginId,
): Promise<readonly SharesRevision[]> {
  const rows = await sql<RevisionRow[]>`
    select share.revision, share.effective_from, share.set_by, share.set_at, share.developer_id,
      developer.name, share.bps, share.is_lead
    from plugin_shares as share join developers as developer on developer.id = share.developer_id
    where share.plugin_id = ${pluginId}
    order by share.effective_from desc, share.revision desc, share.is_lead desc, share.bps desc,
      share.developer_id`;
  return [...Map.groupBy(rows, ({ revision }) => revision).values()].flatMap((ofRevision) => {
    const [first] = ofRevision;
    if (!first) return [];
    const parts = ofRevision.map((row) => ({
      developerId: trusted.developerId(row.developer_id),
      name: row.name,
      part: basisPoints(row.bps),
      isLead: row.is_lead,
    }));
    const { revision, effective_from, set_by, set_at } = first;
    return [{ revision, effectiveFrom: effective_from, setBy: set_by, setAt: set_at, parts }];
  });
}

/** Developers to choose from. */
export async function findDeveloperChoices(
  { sql }: Sql,
  _admin: AdminActor,
): Promise<readonly { readonly id: DeveloperId; readonly name: string }[]> {
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from developers order by lower(name), id limit 2000`;
  return rows.map(({ id, name }) => ({ id: trusted.developerId(id), name }));
}
