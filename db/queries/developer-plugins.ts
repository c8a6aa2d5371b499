import type { Database } from "@/db/client";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import type { EarningsSums } from "@/lib/domain/earnings";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";
import { readSums, type SumsRow, sums } from "./earnings-by-plugin";
import { findOwnParts } from "./plugin-shares";

export type DeveloperPlugin = {
  readonly id: PluginId;
  readonly name: string;
  readonly price: Money | undefined;
  /** By whose terms its rate is. */
  readonly owner: DeveloperId | undefined;
  /** Their part when they share it; absent where they are alone, or have none any more. */
  readonly part: BasisPoints | undefined;
  /** False once it went to another developer; what it earned before stays. */
  readonly isOwned: boolean;
  readonly lifetime: readonly (EarningsSums & { readonly currency: Currency })[];
};

export type PluginPage = {
  readonly plugins: readonly DeveloperPlugin[];
  readonly total: number;
};

/** A developer's plugins by name, now and formerly theirs, with what each earned them so far. */
export async function findDeveloperPlugins(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  page: { readonly offset: number; readonly limit: number; readonly now: Date },
): Promise<PluginPage> {
  const rows = await sql<PluginRow[]>`
    with ever as (
      select plugin_id from plugin_owners where developer_id = ${developerId}
      union select plugin_id from plugin_shares where developer_id = ${developerId}
        and effective_from <= ${page.now}
    ),
    owners as (
      select distinct on (plugin_id) plugin_id, developer_id from plugin_owners
      where plugin_id in (select plugin_id from ever) and effective_from <= ${page.now}
      order by plugin_id, effective_from desc
    )
    select plugins.id, plugins.name, plugins.price_minor, plugins.price_currency,
      owners.developer_id as owner,
      owners.developer_id is not distinct from ${developerId}::text as is_owned,
      count(*) over ()::int as total
    from ever join plugins on plugins.id = ever.plugin_id
    left join owners on owners.plugin_id = plugins.id
    order by is_owned desc, lower(plugins.name), plugins.id
    offset ${page.offset} limit ${page.limit}`;
  const ids = rows.map(({ id }) => trusted.pluginId(id));
  const [lifetime, parts] = await Promise.all([
    findLifetime({ sql }, developerId, ids),
    findOwnParts({ sql }, developerId, ids, { from: page.now, to: page.now }),
  ]);
  return {
    plugins: rows.map((row) => readPlugin(row, lifetime, parts)),
    total: rows[0]?.total ?? 0,
  };
}

/** The terms that may apply to plugins and their owners. */
export async function findTermsFor(
  { sql }: Pick<Database, "sql">,
  developerIds: readonly DeveloperId[],
  pluginIds: readonly PluginId[],
): Promise<readonly RevenueTerm[]> {
  const rows = await sql<
    {
      scope: "marketplace" | "developer" | "plugin";
      developer_id: string | null;
      plugin_id: string | null;
      share_bps: number;
      effective_from: Date;
    }[]
  >`
    select scope, developer_id, plugin_id, share_bps, effective_from from revenue_terms
    where scope = 'marketplace' or developer_id = any(${[...developerIds]}::text[])
      or plugin_id = any(${[...pluginIds]}::text[])`;
  return rows.map((row) => ({
    scope: row.plugin_id
      ? { kind: "plugin", pluginId: trusted.pluginId(row.plugin_id) }
      : row.developer_id
        ? { kind: "developer", developerId: trusted.developerId(row.developer_id) }
        : { kind: "marketplace" },
    share: basisPoints(row.share_bps),
    effectiveFrom: row.effective_from,
  }));
}

type Lifetime = ReturnType<typeof readSums>;

async function findLifetime(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  pluginIds: readonly string[],
): Promise<readonly Lifetime[]> {
  const rows = await sql<SumsRow[]>`
    select plugin_id, '' as name, currency, ${sums({ sql })} from balances
    where developer_id = ${developerId} and plugin_id = any(${[...pluginIds]}::text[])
    group by plugin_id, currency order by currency`;
  return rows.map(readSums);
}

type PluginRow = {
  readonly id: string;
  readonly name: string;
  readonly price_minor: bigint | null;
  readonly price_currency: string | null;
  readonly owner: string | null;
  readonly is_owned: boolean;
  readonly total: number;
};

function readPlugin(
  row: PluginRow,
  lifetime: readonly Lifetime[],
  parts: ReadonlyMap<PluginId, readonly BasisPoints[]>,
): DeveloperPlugin {
  const { price_minor: minor, price_currency: currency } = row;
  return {
    id: trusted.pluginId(row.id),
    name: row.name,
    price:
      minor !== null && currency !== null
        ? { minor, currency: trustedCurrency(currency) }
        : undefined,
    owner: row.owner === null ? undefined : trusted.developerId(row.owner),
    part: parts.get(trusted.pluginId(row.id))?.[0],
    isOwned: row.is_owned,
    lifetime: lifetime.filter(({ pluginId }) => pluginId === row.id),
  };
}

/** The name of a plugin that this developer has or had a part in; nothing about anybody else's. */
export async function findDeveloperPluginName(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  pluginId: PluginId,
): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`
    select name from plugins
    where id = ${pluginId} and exists (
      select 1 from plugin_owners where plugin_id = ${pluginId} and developer_id = ${developerId}
      union all
      select 1 from plugin_shares where plugin_id = ${pluginId} and developer_id = ${developerId}
    )`;
  return row?.name;
}
