import type { Database } from "@/db/client";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { ownParts, type PluginShares } from "@/lib/domain/parts";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";

export type ShareRow = {
  readonly plugin: string;
  readonly developer: string;
  readonly bps: number;
  readonly at: Date;
  readonly revision: number;
  readonly is_lead: boolean;
};

/** Brings the rows of each plugin's revisions together. */
export function readShares(rows: readonly ShareRow[]): Map<PluginId, readonly PluginShares[]> {
  const byPlugin = Map.groupBy(rows, ({ plugin }) => trusted.pluginId(plugin));
  return new Map(
    [...byPlugin].map(([pluginId, ofPlugin]) => [
      pluginId,
      [...Map.groupBy(ofPlugin, ({ revision }) => revision).values()].map(sharesOf),
    ]),
  );
}

function sharesOf(rows: readonly ShareRow[]): PluginShares {
  const lead = rows.find(({ is_lead }) => is_lead);
  if (!lead) throw new Error(`Shares of plugin ${rows[0]?.plugin} have no lead`);
  return {
    revision: lead.revision,
    effectiveFrom: lead.at,
    leadPart: basisPoints(lead.bps),
    others: rows
      .filter((row) => row !== lead)
      .map(({ developer, bps }) => ({
        developerId: trusted.developerId(developer),
        part: basisPoints(bps),
      })),
  };
}

/** Which of some developers the catalogue does not have. */
export async function findUnknownDevelopers(
  { sql }: Pick<Database, "sql">,
  ids: readonly DeveloperId[],
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select wanted.id from unnest(${[...ids]}::text[]) with ordinality as wanted (id, place)
    left join developers on developers.id = wanted.id
    where developers.id is null order by wanted.place`;
  return rows.map(({ id }) => id);
}

/** Who shares a plugin: its owner at an instant, and every revision of its shares. */
export type PluginSharing = {
  readonly name: string;
  readonly owner: DeveloperId;
  readonly shares: readonly PluginShares[];
};

export async function findPluginSharing(
  { sql }: Pick<Database, "sql">,
  pluginId: PluginId,
  at: Date,
): Promise<PluginSharing | undefined> {
  const [plugin] = await sql<{ name: string; owner: string }[]>`
    select plugin.name, owner.developer_id as owner from plugins as plugin
    join plugin_owners as owner on owner.plugin_id = plugin.id
    where plugin.id = ${pluginId} and owner.effective_from <= ${at}
    order by owner.effective_from desc limit 1`;
  if (!plugin) return undefined;
  const rows = await sql<ShareRow[]>`
    select plugin_id as plugin, developer_id as developer, bps, effective_from as at, revision,
      is_lead
    from plugin_shares where plugin_id = ${pluginId} order by revision`;
  const shares = readShares(rows).get(pluginId) ?? [];
  return { name: plugin.name, owner: trusted.developerId(plugin.owner), shares };
}

/**
 * The parts that a developer had of shared plugins in a span of time. Nothing of anybody else's
 * part leaves here; plugins that were never shared are left out.
 */
export async function findOwnParts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  pluginIds: readonly PluginId[],
  span: { readonly from: Date; readonly to: Date },
): Promise<ReadonlyMap<PluginId, readonly BasisPoints[]>> {
  const ids = [...pluginIds];
  const [shareRows, ownerRows] = await Promise.all([
    sql<ShareRow[]>`
      select plugin_id as plugin, developer_id as developer, bps, effective_from as at, revision,
        is_lead
      from plugin_shares where plugin_id = any(${ids}::text[]) order by revision`,
    sql<{ plugin: string; developer: string; at: Date }[]>`
      select plugin_id as plugin, developer_id as developer, effective_from as at
      from plugin_owners where plugin_id = any(${ids}::text[])`,
  ]);
  const shared = readShares(shareRows);
  return new Map(
    [...shared].map(([pluginId, shares]) => {
      const owners = ownerRows
        .filter(({ plugin }) => plugin === pluginId)
        .map(({ developer, at }) => ({
          developerId: trusted.developerId(developer),
          effectiveFrom: at,
        }));
      return [pluginId, ownParts({ owners, shares }, developerId, span)];
    }),
  );
}
