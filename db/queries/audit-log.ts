import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";

export type AuditRow = {
  readonly seq: bigint;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly hash: string;
};

export type AuditFilter = {
  readonly text?: string | undefined;
  readonly action?: string | undefined;
  /** Entries older than this one. */
  readonly before?: bigint | undefined;
  readonly limit: number;
};

/** The newest entries first. The text is looked for literally in who, what and which. */
export async function findAuditEntries(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  filter: AuditFilter,
): Promise<readonly AuditRow[]> {
  const text = filter.text?.toLowerCase();
  return sql<AuditRow[]>`
    select seq, at, actor, action, subject, detail, hash from audit_log
    where true
      ${filter.before === undefined ? sql`` : sql`and seq < ${filter.before}`}
      ${filter.action === undefined ? sql`` : sql`and action = ${filter.action}`}
      ${text === undefined ? sql`` : sql`and (position(${text} in lower(actor)) > 0 or position(${text} in lower(subject)) > 0)`}
    order by seq desc limit ${filter.limit}`;
}

export async function findAuditActions(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
): Promise<readonly string[]> {
  const rows = await sql<{ action: string }[]>`
    select distinct action from audit_log order by action limit 100`;
  return rows.map(({ action }) => action);
}

export async function findAuditHead(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
): Promise<{ readonly seq: bigint; readonly hash: string }> {
  const [head] = await sql<{ seq: bigint; hash: string }[]>`
    select seq, hash from audit_head where id = 1`;
  if (!head) throw new Error("audit_head has no row: run `remit migrate`");
  return head;
}
