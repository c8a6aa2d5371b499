import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import type { VerifyCheck } from "./invariants/invariant";

/** What is kept of checking the books. */
export type VerifyKept = { readonly checks: readonly VerifyCheck[] };

/** What is kept of comparing with Stripe. */
export type ReconcileKept = {
  /** ISO 8601; nothing when all of history was compared. */
  readonly since: string | null;
  readonly transfersRead: number;
  readonly payoutsRead: number;
  readonly fixedCount: number;
  /** Payments of customers that name a plugin; absent in results from before they were compared. */
  readonly charges?: {
    readonly read: number;
    readonly madeUpFor: number;
    readonly open: number;
    readonly trouble?: string;
    readonly isIncomplete?: boolean;
  };
  /** The first of those that need a person. */
  readonly differences: readonly {
    readonly payoutId: string | null;
    readonly transferId: string | null;
    readonly detail: string;
  }[];
};

export type KeptReport =
  | { readonly kind: "verify"; readonly report: VerifyKept }
  | { readonly kind: "reconcile"; readonly report: ReconcileKept };

type KeptFrame = {
  /** Named as in the audit log. */
  readonly by: string;
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly problems: number;
};

export type LastVerify = KeptFrame & VerifyKept;
export type LastReconcile = KeptFrame & ReconcileKept;

/** The newest result of checking the books, whoever asked for it. */
export async function findLastVerify(
  db: Pick<Database, "sql">,
  _admin: AdminActor,
): Promise<LastVerify | undefined> {
  return findLast<VerifyKept>(db, "verify");
}

/** The newest result of comparing with Stripe, whoever asked for it. */
export async function findLastReconcile(
  db: Pick<Database, "sql">,
  _admin: AdminActor,
): Promise<LastReconcile | undefined> {
  return findLast<ReconcileKept>(db, "reconcile");
}

/** When somebody last began to check the books. */
export async function findLastVerifiedAt({
  sql,
}: Pick<Database, "sql">): Promise<Date | undefined> {
  const [row] = await sql<{ at: Date | null }[]>`
    select max(started_at) as at from check_results where kind = 'verify'`;
  return row?.at ?? undefined;
}

async function findLast<Kept>(
  { sql }: Pick<Database, "sql">,
  kind: KeptReport["kind"],
): Promise<(KeptFrame & Kept) | undefined> {
  const [row] = await sql<(KeptFrame & { readonly report: Kept })[]>`
    select by, started_at as "startedAt", took_ms as "tookMs", problems, report
    from check_results where kind = ${kind}
    order by started_at desc, id desc limit 1`;
  if (!row) return undefined;
  const { report, ...frame } = row;
  return { ...frame, ...report };
}
