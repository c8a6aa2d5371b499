import type { ISql } from "postgres";
import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { basisPoints } from "@/lib/domain/share";
import { effectOnShared, type SharedSales } from "@/lib/domain/shared-effect";
import type { EffectPart, TermChange } from "@/lib/domain/term-effect";

type Sql = { readonly sql: ISql<{ bigint: bigint }> };

/** A preview is looked at by somebody who waits: beyond this it is given up. */
export const EFFECT_SECONDS_MAX = 20;

/**
 * What each developer got from each plugin since an instant, and what they would have got at
 * another rate: of the sales that the rate would have applied to, with everything that was given
 * back of them. Absent when it takes too long.
 *
 * It is computed from each event as the real split is: rounded towards zero for each sale, and
 * for what was given back by cumulation, which for all corrections of a sale together is one
 * split of their sum. Corrections of older sales are left out on both sides, since those keep
 * their rate; adjustments are wholly the developer's at any rate. Shared sales make several parts
 * of one developer, plugin and currency.
 */
export async function findTermEffect(
  { sql }: Pick<Database, "sql">,
  change: TermChange,
  since: Date,
  millisecondsMax = EFFECT_SECONDS_MAX * 1_000,
): Promise<readonly EffectPart[] | undefined> {
  try {
    return await sql.begin("isolation level repeatable read read only", async (bounded) => {
      // Half of it for each of the two statements.
      await bounded`select set_config('statement_timeout', ${`${millisecondsMax / 2}ms`}, true),
        set_config('work_mem', '64MB', true)`;
      const alone = await bounded<EffectRow[]>`${effectQuery({ sql: bounded }, change, since)}`;
      const shared = await bounded<SharedRow[]>`${sharedQuery({ sql: bounded }, change, since)}`;
      const same = shared.map(sharedSalesOf);
      return [...alone.map(partOf), ...same.flatMap((each) => effectOnShared(each, change.share))];
    });
  } catch (error) {
    if (isCanceled(error)) return undefined;
    throw error;
  }
}

/** Which sales a rate applies to. Of a shared sale, the owner's row decides for all. */
function applies({ sql }: Sql, { scope }: TermChange, since: Date) {
  return sql`
    sale.occurred_at >= ${since}::timestamptz and sale.original_id is null
    and sale.kind <> 'adjustment' and ${inScope({ sql }, scope)}
    and ${noCloserRate({ sql }, scope)}`;
}

/** Sales of one developer each, summed up to a row for each developer, plugin and currency. */
function effectQuery({ sql }: Sql, change: TermChange, since: Date) {
  const { share } = change;
  const alone = sql`${applies({ sql }, change, since)} and sale.whole_amount is null`;
  return sql`
    with ${closerRates({ sql })},
    parts as (
      select sale.developer_id, sale.plugin_id, sale.currency,
        count(*) filter (where sale.amount <> 0) as sales, sum(sale.developer_share) as before,
        sum(sale.amount * ${share} / 10000) as after
      from events as sale ${joinCloserRates({ sql })}
      where ${alone}
      group by sale.developer_id, sale.plugin_id, sale.currency
      union all
      select sale.developer_id, sale.plugin_id, sale.currency, 0, sum(given.share),
        sum(given.amount * ${share} / 10000)
      from (
        select developer_id, original_id, sum(amount)::bigint as amount,
          sum(developer_share) as share
        from events where original_id is not null group by developer_id, original_id
      ) as given
      join events as sale on sale.developer_id = given.developer_id
        and sale.id = given.original_id
      ${joinCloserRates({ sql })}
      where ${alone}
      group by sale.developer_id, sale.plugin_id, sale.currency
    )
    select developer_id, plugin_id, currency, sum(sales)::int as sales,
      sum(before)::bigint as before, sum(after)::bigint as after
    from parts group by developer_id, plugin_id, currency
    order by developer_id, plugin_id, currency`;
}

/**
 * Sales that several developers share, with a row for all that come to the same. How one is
 * divided takes more than arithmetic, so `effectOnShared` does it, once for each of these rows.
 */
function sharedQuery({ sql }: Sql, change: TermChange, since: Date) {
  return sql`
    with ${closerRates({ sql })},
    sold as (
      select sale.id, sale.plugin_id, sale.currency, sale.whole_amount as whole
      from events as sale ${joinCloserRates({ sql })}
      where exists (select 1 from plugin_shares) and sale.part_no = 1
        and sale.whole_amount <> 0 and ${applies({ sql }, change, since)}
    ),
    taken as (
      select developer_id, original_id, sum(developer_share)::bigint as share,
        -sum(whole_amount)::bigint as returned
      from events where original_id is not null and whole_amount is not null
      group by developer_id, original_id
    ),
    divided as (
      select sold.plugin_id, sold.currency, sold.whole, coalesce(max(taken.returned), 0) as returned,
        array_agg(part.developer_id order by part.part_no) as developers,
        array_agg(part.part_bps order by part.part_no) as parts,
        array_agg((part.developer_share + coalesce(taken.share, 0))::text order by part.part_no)
          as shares
      from sold join events as part on part.id = sold.id
      left join taken on taken.developer_id = part.developer_id and taken.original_id = part.id
      group by sold.id, sold.plugin_id, sold.currency, sold.whole
    )
    select *, count(*) as sales from divided
    group by plugin_id, currency, whole, returned, developers, parts, shares`;
}

function inScope({ sql }: Sql, scope: TermChange["scope"]) {
  if (scope.kind === "plugin") return sql`sale.plugin_id = ${scope.pluginId}`;
  if (scope.kind === "developer") return sql`sale.developer_id = ${scope.developerId}`;
  return sql`true`;
}

/** Once a closer scope has had a rate it always has one: the first of each is enough to know. */
function closerRates({ sql }: Sql) {
  return sql`
    plugin_rate as (
      select plugin_id, min(effective_from) as begins from revenue_terms
      where scope = 'plugin' group by plugin_id
    ),
    developer_rate as (
      select developer_id, min(effective_from) as begins from revenue_terms
      where scope = 'developer' group by developer_id
    )`;
}

function joinCloserRates({ sql }: Sql) {
  return sql`
    left join plugin_rate on plugin_rate.plugin_id = sale.plugin_id
    left join developer_rate on developer_rate.developer_id = sale.developer_id`;
}

/** Compared after the join, so that the few rates are hashed and not the many sales. */
function noCloserRate({ sql }: Sql, scope: TermChange["scope"]) {
  const noPlugins = sql`(plugin_rate.begins is null or plugin_rate.begins > sale.occurred_at)`;
  if (scope.kind === "plugin") return sql`true`;
  if (scope.kind === "developer") return noPlugins;
  return sql`${noPlugins}
    and (developer_rate.begins is null or developer_rate.begins > sale.occurred_at)`;
}

type EffectRow = {
  readonly developer_id: string;
  readonly plugin_id: string;
  readonly currency: string;
  readonly sales: number;
  readonly before: bigint;
  readonly after: bigint;
};

function partOf(row: EffectRow): EffectPart {
  return {
    developerId: trusted.developerId(row.developer_id),
    pluginId: trusted.pluginId(row.plugin_id),
    currency: trustedCurrency(row.currency),
    ...{ sales: row.sales, before: row.before, after: row.after },
  };
}

type SharedRow = {
  readonly plugin_id: string;
  readonly currency: string;
  readonly whole: bigint;
  readonly returned: bigint;
  readonly developers: readonly string[];
  readonly parts: readonly number[];
  readonly shares: readonly string[];
  readonly sales: bigint;
};

function sharedSalesOf(row: SharedRow): SharedSales {
  return {
    pluginId: trusted.pluginId(row.plugin_id),
    currency: trustedCurrency(row.currency),
    ...{ sales: row.sales, whole: row.whole, returned: row.returned },
    authors: row.developers.map((id, index) => ({
      developerId: trusted.developerId(id),
      part: basisPoints(row.parts[index] ?? 0),
      share: BigInt(row.shares[index] ?? 0),
    })),
  };
}

/** PostgreSQL's word for a statement that its time limit ended. */
function isCanceled(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}

/** Names for the few that are shown. */
export async function findNames(
  { sql }: Pick<Database, "sql">,
  ids: { readonly developers: readonly DeveloperId[]; readonly plugins: readonly PluginId[] },
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ key: string; name: string }[]>`
    select 'developer ' || id as key, name from developers
    where id = any(${[...ids.developers]}::text[])
    union all
    select 'plugin ' || id, name from plugins where id = any(${[...ids.plugins]}::text[])`;
  return new Map(rows.map(({ key, name }) => [key, name]));
}
