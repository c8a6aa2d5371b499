import type { Database } from "@/db/client";
import type { PluginId } from "@/lib/domain/ids";
import type { Author } from "@/lib/domain/parts";
import type { Day } from "@/lib/domain/period";
import { auditCtes } from "./audit";
import { BEGINNING } from "./save-catalog";

export type SharesToSet = {
  readonly pluginId: PluginId;
  readonly authors: readonly Author[];
  /**
   * An accounting day and its first instant. Absent: from now on; as long as the plugin has earned
   * nothing, from when the shares that hold now began, or from the beginning.
   */
  readonly from: { readonly day: Day; readonly start: Date } | undefined;
  readonly by: string;
  readonly at: Date;
};

export type SharesOutcome = {
  readonly isPluginKnown: boolean;
  readonly unknownDevelopers: readonly string[];
  /** Who owns the plugin, and whether the shares name them. */
  readonly owner: string | null;
  readonly isOwnerNamed: boolean;
  /** Money since that day was already split as it was agreed then. */
  readonly reachesBack: boolean;
  /** Absent when nothing was written: the shares are like this already, or something is wrong. */
  readonly revision: number | null;
  readonly effectiveFrom: Date;
};

/** Decides between two people who set the shares of one plugin at once. */
export const SHARES_RACES = [
  "plugin_shares_one_lead",
  "plugin_shares_plugin_id_revision_developer_id_pk",
] as const;

type Row = {
  plugin_known: boolean;
  unknown: string[] | null;
  owner: string | null;
  owner_named: boolean;
  reaches_back: boolean;
  revision: number | null;
  effective_from: Date;
};

/** Adds a revision of a plugin's shares, all of its rows and the audit entry in one statement. */
export async function insertShares(
  db: Pick<Database, "sql">,
  shares: SharesToSet,
): Promise<SharesOutcome> {
  const { sql } = db;
  const { pluginId, by, at } = shares;
  const [row] = await sql<Row[]>`
    with ${factsOf(db, shares)},
    latest as (
      select developer_id, bps, is_lead from plugin_shares
      where plugin_id = ${pluginId} and revision = (
        select revision from plugin_shares
        where plugin_id = ${pluginId} and effective_from <= (select start from effective)
        order by effective_from desc, revision desc limit 1)
    ),
    held as (
      select developer_id, bps, is_lead from latest
      union all
      select developer_id, 10000, true from owner where not exists (select from latest)
    ),
    added as (
      insert into plugin_shares
        (plugin_id, revision, developer_id, bps, is_lead, effective_from, set_by, set_at)
      select ${pluginId}, 1 + coalesce(
          (select max(revision) from plugin_shares where plugin_id = ${pluginId}), 0),
        wanted.developer_id, wanted.bps, wanted.developer_id = owner.developer_id,
        effective.start, ${by}, ${at}::timestamptz
      from wanted, owner, effective
      where not exists (select from stranger) and not effective.reaches_back
        and exists (select from wanted join owner on owner.developer_id = wanted.developer_id)
        and exists (
          select from held full join wanted on wanted.developer_id = held.developer_id
            and wanted.bps = held.bps and held.is_lead = (held.developer_id = owner.developer_id)
          where held.bps is null or wanted.bps is null)
      returning revision, developer_id, bps, effective_from
    ),
    ${auditCtes(db, auditEntryOf(db, shares), "added")}
    select exists (select from plugins where id = ${pluginId}) as plugin_known,
      (select array_agg(developer_id order by developer_id) from stranger) as unknown,
      (select developer_id from owner) as owner,
      exists (select from wanted join owner on owner.developer_id = wanted.developer_id)
        as owner_named,
      effective.reaches_back, (select min(revision) from added) as revision,
      effective.start as effective_from
    from effective`;
  if (!row) throw new Error("Setting shares came back without an answer");
  return {
    isPluginKnown: row.plugin_known,
    unknownDevelopers: row.unknown ?? [],
    owner: row.owner,
    isOwnerNamed: row.owner_named,
    reachesBack: row.reaches_back,
    revision: row.revision,
    effectiveFrom: row.effective_from,
  };
}

/** What is wanted, who of it is unknown, who owns the plugin, and from when the shares can hold. */
function factsOf({ sql }: Pick<Database, "sql">, { pluginId, authors, from, at }: SharesToSet) {
  const dayOrBeginning = from?.day ?? "1970-01-01";
  return sql`
    wanted as materialized (
      select * from unnest(
        ${authors.map(({ developerId }) => developerId)}::text[],
        ${authors.map(({ part }) => part.toString())}::text[]::integer[]
      ) as author (developer_id, bps)
    ),
    stranger as (
      select wanted.developer_id from wanted
      left join developers on developers.id = wanted.developer_id where developers.id is null
    ),
    owner as (
      select developer_id from plugin_owners where plugin_id = ${pluginId}
      order by effective_from desc limit 1
    ),
    ever as (
      select developer_id from plugin_owners where plugin_id = ${pluginId}
      union select developer_id from plugin_shares where plugin_id = ${pluginId}
    ),
    sold as (
      select exists (select from ever join balances on balances.developer_id = ever.developer_id
        where balances.plugin_id = ${pluginId} and balances.day >= ${dayOrBeginning}::date
      ) as since
    ),
    begun as (
      -- What is set from an earlier day on than what holds now would never hold.
      select greatest(max(effective_from), ${BEGINNING}::timestamptz) as start
      from plugin_shares where plugin_id = ${pluginId} and effective_from <= ${at}::timestamptz
    ),
    effective as (
      select wanted_from.start, sold.since and wanted_from.start < ${at}::timestamptz as reaches_back
      from sold, begun, lateral (
        select coalesce(${from?.start ?? null}::timestamptz,
          case when sold.since then ${at}::timestamptz else begun.start end)
      ) as wanted_from (start)
    )`;
}

function auditEntryOf({ sql }: Pick<Database, "sql">, { pluginId, by, at }: SharesToSet) {
  return {
    ...{ at, actor: by, action: "plugin.set_shares", subject: `plugin:${pluginId}` },
    detail: sql`(select jsonb_build_object('revision', min(revision), 'from', min(effective_from),
      'parts', jsonb_object_agg(developer_id, bps)) from added)`,
  };
}
