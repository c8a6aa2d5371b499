import { createHash } from "node:crypto";
import { findHoldPage } from "@/db/queries/holds";
import { liftHoldRow } from "@/db/writes/holds";
import type { AdminActor } from "@/lib/auth/actor";
import type { DeveloperId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type LiftHoldProblem =
  | { readonly kind: "not_on_hold" }
  /** There is one, for another reason than the admin had read. */
  | { readonly kind: "reason_changed" };

export type LiftedHold = { readonly liftedAt: Date; readonly reason: string };

/**
 * Lets a developer's payouts go on. What had added up is paid with the next run.
 *
 * A transfer that the books cannot explain is added to a live hold, and places none again once that
 * was lifted. So who lifts it from a page says what was on it: `seen`, the `seenReason` of it.
 */
export async function liftHold(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  developerId: DeveloperId,
  seen?: string,
): Promise<Result<LiftedHold, LiftHoldProblem>> {
  const at = deps.now();
  const reason = await liftHoldRow(deps.db, { developerId, seen, by: admin.name, at });
  if (reason !== undefined) return ok({ liftedAt: at, reason });
  const live = await findHoldPage(deps.db, admin, { developerId, state: "live", limit: 1 });
  return fail({ kind: live.length > 0 ? "reason_changed" : "not_on_hold" });
}

/** Tells one reason from another: its SHA-256, in hexadecimal digits. */
export function seenReason(reason: string): string {
  return createHash("sha256").update(reason).digest("hex");
}
