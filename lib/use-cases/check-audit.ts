import { findAuditHead } from "@/db/queries/audit-log";
import { findAuditBreaks } from "@/db/writes/audit";
import type { AdminActor } from "@/lib/auth/actor";
import type { Deps } from "./deps";

export type AuditCheck = {
  readonly entries: bigint;
  /** The newest hash. Noted elsewhere, it proves that nothing was cut off later. */
  readonly head: string;
  readonly breaks: readonly bigint[];
};

/** Follows the whole chain of hashes and tells where it breaks. */
export async function checkAudit(deps: Pick<Deps, "db">, admin: AdminActor): Promise<AuditCheck> {
  const [head, breaks] = await Promise.all([
    findAuditHead(deps.db, admin),
    findAuditBreaks(deps.db),
  ]);
  return { entries: head.seq, head: head.hash, breaks };
}
