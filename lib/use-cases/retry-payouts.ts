import { findRunDecision } from "@/db/queries/runs";
import { withRetry } from "@/db/retry";
import { retryPayoutRows } from "@/db/writes/retry-payouts";
import type { AdminActor } from "@/lib/auth/actor";
import type { PayoutId, RunId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { NeedsSecondPerson } from "./approve-run";
import type { Deps } from "./deps";
import { findSecondPerson } from "./find-second-person";

export type RetryPayoutsProblem =
  | { readonly kind: "unknown_run" }
  | { readonly kind: "nothing_to_retry" }
  | NeedsSecondPerson;

/** Lets the worker try a run's failed payouts again: one of them, or all. */
export async function retryPayouts(
  deps: Pick<Deps, "db" | "now" | "wake">,
  admin: AdminActor,
  { runId, payoutId }: { readonly runId: RunId; readonly payoutId?: PayoutId | undefined },
): Promise<Result<{ readonly payouts: number }, RetryPayoutsProblem>> {
  const decision = { runId, at: deps.now(), by: admin.name };
  const retried = await withRetry(() => retryPayoutRows(deps.db, decision, payoutId));
  if (retried.payouts > 0) {
    await deps.wake({ kind: "send_payouts" });
    return ok(retried);
  }
  const run = await findRunDecision(deps.db, runId);
  if (!run) return fail({ kind: "unknown_run" });
  const second = await findSecondPerson(deps, admin, runId);
  return fail(second ? { kind: "needs_second_person", ...second } : { kind: "nothing_to_retry" });
}
