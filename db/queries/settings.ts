import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import type { Day } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";

type Sql = Pick<Database, "sql">;

export type ListedTerm = RevenueTerm & {
  readonly id: string;
  /** The developer's or plugin's name; absent for the whole marketplace. */
  readonly subject: string | undefined;
  readonly by: string;
};

type TermRow = {
  id: string;
  developer_id: string | null;
  plugin_id: string | null;
  name: string | null;
  share_bps: number;
  effective_from: Date;
  created_by: string;
};

/** Every rate, the newest first. */
export async function findTerms({ sql }: Sql, _admin: AdminActor): Promise<readonly ListedTerm[]> {
  const rows = await sql<TermRow[]>`
    ${selectTerms({ sql })} order by term.effective_from desc, term.scope, name limit 500`;
  return rows.map(termOf);
}

/** Every rate, the newest first, a page of them. */
export async function findTermPage(
  { sql }: Sql,
  _admin: AdminActor,
  {
    after,
    limit,
  }: {
    readonly after?: { readonly effectiveFrom: Date; readonly id: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedTerm[]> {
  const rows = await sql<TermRow[]>`
    ${selectTerms({ sql })}
    ${after ? sql`where (term.effective_from, term.id) < (${after.effectiveFrom}, ${after.id}::uuid)` : sql``}
    order by term.effective_from desc, term.id desc limit ${limit}`;
  return rows.map(termOf);
}

function selectTerms({ sql }: Sql) {
  return sql`
    select term.id, term.developer_id, term.plugin_id, term.share_bps, term.effective_from,
      term.created_by, coalesce(developer.name, plugin.name) as name
    from revenue_terms as term
    left join developers as developer on developer.id = term.developer_id
    left join plugins as plugin on plugin.id = term.plugin_id`;
}

function termOf(row: TermRow): ListedTerm {
  return {
    id: row.id,
    subject: row.name ?? undefined,
    by: row.created_by,
    scope: scopeOf(row),
    share: basisPoints(row.share_bps),
    effectiveFrom: row.effective_from,
  };
}

function scopeOf(row: TermRow): RevenueTerm["scope"] {
  if (row.plugin_id) return { kind: "plugin", pluginId: trusted.pluginId(row.plugin_id) };
  if (row.developer_id) {
    return { kind: "developer", developerId: trusted.developerId(row.developer_id) };
  }
  return { kind: "marketplace" };
}

/** The name of what a rate is for; absent when there is no such developer or plugin. */
export async function findTermSubject(
  { sql }: Sql,
  scope: RevenueTerm["scope"],
): Promise<string | undefined> {
  if (scope.kind === "marketplace") return "the whole marketplace";
  const [row] =
    scope.kind === "developer"
      ? await sql<{ name: string }[]>`select name from developers where id = ${scope.developerId}`
      : await sql<{ name: string }[]>`select name from plugins where id = ${scope.pluginId}`;
  return row?.name;
}

/** The rate of a scope that holds from exactly an instant on. */
export async function findTermAt(
  { sql }: Sql,
  scope: RevenueTerm["scope"],
  effectiveFrom: Date,
): Promise<Pick<RevenueTerm, "share"> | undefined> {
  const [row] = await sql<{ share_bps: number }[]>`
    select share_bps from revenue_terms
    where scope = ${scope.kind} and effective_from = ${effectiveFrom}
      and developer_id is not distinct from
        ${scope.kind === "developer" ? scope.developerId : null}::text
      and plugin_id is not distinct from ${scope.kind === "plugin" ? scope.pluginId : null}::text`;
  return row && { share: basisPoints(row.share_bps) };
}

/** Whether money of the scope has counted since a day: it is split for good. */
export async function reachesBack(
  { sql }: Sql,
  scope: RevenueTerm["scope"],
  day: Day,
): Promise<boolean> {
  const rows = await sql`${splitSinceSql({ sql }, scope, day)} limit 1`;
  return rows.length > 0;
}

/** The buckets of a scope with money that counts on a day or later. */
export function splitSinceSql({ sql }: Sql, scope: RevenueTerm["scope"], day: Day) {
  return sql`
    select 1 from balances where day >= ${day}::date
      ${scope.kind === "developer" ? sql`and developer_id = ${scope.developerId}` : sql``}
      ${scope.kind === "plugin" ? sql`and plugin_id = ${scope.pluginId}` : sql``}`;
}

export type Minimum = { readonly amount: Money; readonly by: string; readonly at: Date };

export async function findMinimums({ sql }: Sql, _admin: AdminActor): Promise<readonly Minimum[]> {
  const rows = await sql<{ currency: string; amount: bigint; by: string; at: Date }[]>`
    select currency, amount, updated_by as by, updated_at as at
    from payout_minimums order by currency`;
  return rows.map(({ currency, amount, by, at }) => ({
    amount: money(amount, trustedCurrency(currency)),
    by,
    at,
  }));
}
