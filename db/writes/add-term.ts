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

/** The share, in basis points, that was to hold from the same day on; absent when there was none. */
export type TermWritten = { readonly replaced: number | undefined };

/**
 * Adds a rate, or puts it in the place of another one of the same scope and day that has not begun.
 * Absent when it would reach back over money that was already split at another rate, when the same
 * scope has this rate, or one that has begun, from that day on, or when its subject is unknown.
 *
 * The id derives from scope, subject and date, so that of two first ones at once one wins. Of two
 * that replace it at once the second waits for the row, and says in the log what the first set.
 */
export async function writeTerm(
  db: Pick<Database, "sql">,
  term: NewTerm,
): Promise<TermWritten | undefined> {
  const { sql } = db;
  const { scope, at } = term;
  const developerId = scope.kind === "developer" ? scope.developerId : null;
  const pluginId = scope.kind === "plugin" ? scope.pluginId : null;
  const from = term.effectiveFrom;
  const split = splitSinceSql(db, scope, term.day);
  const [row] = await sql<{ replaced: number | null }[]>`
    with wanted as (
      select md5(${`${scope.kind}:${developerId ?? pluginId ?? ""}:${from.toISOString()}`})::uuid as id
    ),
    before as materialized (
      select share_bps from revenue_terms where id = (select id from wanted) for update
    ),
    added as (
      insert into revenue_terms as known
        (id, scope, developer_id, plugin_id, share_bps, effective_from, created_by, created_at)
      select wanted.id, ${scope.kind}::term_scope, ${developerId}::text, ${pluginId}::text,
        ${term.share}, ${from}::timestamptz, ${term.by}, ${at}
      from wanted left join before on true
      where (${developerId}::text is null
          or exists (select 1 from developers where id = ${developerId}))
        and (${pluginId}::text is null or exists (select 1 from plugins where id = ${pluginId}))
        and ((before.share_bps is null and ${from}::timestamptz > ${at}::timestamptz)
          or not exists (${split}))
      on conflict (id) do update set share_bps = excluded.share_bps,
        created_by = excluded.created_by, created_at = excluded.created_at
      where known.effective_from > ${at}::timestamptz
        and known.share_bps = (select share_bps from before)
        and known.share_bps <> excluded.share_bps
      returning id
    ),
    ${auditCtes(db, auditEntryOf(db, term, developerId ?? pluginId ?? "all"), "added")}
    select (select share_bps from before) as replaced from added`;
  return row && { replaced: row.replaced ?? undefined };
}

function auditEntryOf({ sql }: Pick<Database, "sql">, term: NewTerm, subject: string) {
  const { at, by, scope, share, effectiveFrom } = term;
  const told = JSON.stringify({ shareBps: share, from: effectiveFrom.toISOString() });
  return {
    ...{ at, actor: by, action: "term.add", subject: `${scope.kind}:${subject}` },
    detail: sql`(select ${told}::text::jsonb || coalesce(
      (select jsonb_build_object('replacedShareBps', share_bps) from before), '{}'))`,
  };
}
