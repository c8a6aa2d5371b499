import type { Database } from "@/db/client";
import { splitSinceSql } from "@/db/queries/settings";
import type { Day } from "@/lib/domain/period";
import type { RevenueTerm } from "@/lib/domain/terms";
import { auditCtes } from "./audit";

export type NewTerm = RevenueTerm & {
  /** The accounting day that `effectiveFrom` begins. */
  readonly day: Day;
  readonly by: string;
  readonly at: Date;
};

/**
 * Adds a rate. Absent when it would reach back over money that was already split at another rate,
 * when the same scope has a rate from that day on, or when its subject is unknown.
 *
 * The id derives from scope, subject and date, so that of two terms at once one wins.
 */
export async function insertTerm(db: Pick<Database, "sql">, term: NewTerm): Promise<boolean> {
  const { sql } = db;
  const { scope } = term;
  const developerId = scope.kind === "developer" ? scope.developerId : null;
  const pluginId = scope.kind === "plugin" ? scope.pluginId : null;
  const from = term.effectiveFrom;
  const entry = {
    at: term.at,
    actor: term.by,
    action: "term.add",
    subject: `${scope.kind}:${developerId ?? pluginId ?? "all"}`,
    detail: { shareBps: term.share, from: from.toISOString() },
  };
  const rows = await sql`
    with added as (
      insert into revenue_terms
        (id, scope, developer_id, plugin_id, share_bps, effective_from, created_by, created_at)
      select md5(${`${scope.kind}:${developerId ?? pluginId ?? ""}:${from.toISOString()}`})::uuid,
        ${scope.kind}::term_scope, ${developerId}::text, ${pluginId}::text, ${term.share},
        ${from}::timestamptz, ${term.by}, ${term.at}
      where (${developerId}::text is null
          or exists (select 1 from developers where id = ${developerId}))
        and (${pluginId}::text is null or exists (select 1 from plugins where id = ${pluginId}))
        and (${from}::timestamptz > ${term.at}::timestamptz or not exists (
          ${splitSinceSql(db, scope, term.day)}))
      on conflict (id) do nothing
      returning id
    ),
    ${auditCtes(db, entry, "added")}
    select id from added`;
  return rows.length > 0;
}
