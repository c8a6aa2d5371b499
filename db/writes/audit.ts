import type { Fragment } from "postgres";
import type { Database } from "@/db/client";

/** One entry of the audit log. `detail` is JSON, or SQL that makes it from the money step's rows. */
export type AuditEntry = {
  readonly at: Date;
  /** `user:<email>`, `operator:<email>`, `key:<email> <prefix> <name>`, `api-key:<prefix>`, `worker` or `stripe`. */
  readonly actor: string;
  /** `run.approve`, `period.close`, … */
  readonly action: string;
  /** `run:<id>`, `period:2026-03`, … */
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number | boolean | null>> | Fragment;
};

/**
 * CTEs that append an entry to the chain as part of a money step's own statement.
 *
 * `effect` names the CTE whose rows are the step: no row, no entry. Updating the one row of
 * `audit_head` serialises appenders, and PostgreSQL computes the new hash from the newest version
 * of that row, so the chain never forks. Use: `with step as (…), ${auditCtes(db, entry, "step")}`.
 */
export function auditCtes({ sql }: Pick<Database, "sql">, entry: AuditEntry, effect: string) {
  const detail = isFragment(entry.detail)
    ? sql`${entry.detail}::jsonb`
    : sql`${JSON.stringify(entry.detail)}::text::jsonb`;
  return sql`
    audit_text as materialized (
      select ${entry.at.toISOString()}::text as at, ${entry.actor}::text as actor,
        ${entry.action}::text as action, ${entry.subject}::text as subject, ${detail} as detail
      where exists (select 1 from ${sql(effect)})
    ),
    audit_moved as (
      update audit_head as head
      set seq = head.seq + 1, previous_hash = head.hash,
        hash = encode(sha256(convert_to(head.hash || jsonb_build_array(
          head.seq + 1, entry.at, entry.actor, entry.action, entry.subject, entry.detail
        )::text, 'UTF8')), 'hex')
      from audit_text as entry
      where head.id = 1
      returning head.seq, head.previous_hash, head.hash
    ),
    audit_entry as (
      insert into audit_log (seq, at, actor, action, subject, detail, previous_hash, hash)
      select moved.seq, entry.at::timestamptz, entry.actor, entry.action, entry.subject,
        entry.detail, moved.previous_hash, moved.hash
      from audit_moved as moved, audit_text as entry
      returning seq
    )`;
}

/** Appends an entry that belongs to no money step. */
export async function appendAudit(db: Pick<Database, "sql">, entry: AuditEntry): Promise<void> {
  await db.sql`
    with happened as (select 1), ${auditCtes(db, entry, "happened")} select seq from audit_entry`;
}

/** Places where the chain breaks: a changed, missing or foreign row. Empty when it holds. */
export async function findAuditBreaks({ sql }: Pick<Database, "sql">): Promise<readonly bigint[]> {
  const rows = await sql<{ seq: bigint }[]>`
    with chain as (
      select seq, hash, previous_hash, at, actor, action, subject, detail,
        lag(hash, 1, repeat('0', 64)) over (order by seq) as expected_previous,
        row_number() over (order by seq) as place
      from audit_log
    )
    select seq from chain
    where previous_hash <> expected_previous or seq <> place
      or hash <> encode(sha256(convert_to(previous_hash || jsonb_build_array(
        seq, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        actor, action, subject, detail)::text, 'UTF8')), 'hex')
    union all
    select head.seq from audit_head as head
    where head.hash <> coalesce(
      (select hash from audit_log order by seq desc limit 1), repeat('0', 64))`;
  return rows.map((row) => row.seq);
}

function isFragment(detail: AuditEntry["detail"]): detail is Fragment {
  // A fragment of postgres.js is a promise in disguise; plain details never have `then`.
  return "then" in detail;
}
