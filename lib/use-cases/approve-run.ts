import { findChangedDestinations, findRunDecision } from "@/db/queries/runs";
import { withRetry } from "@/db/retry";
import { approveRunRow } from "@/db/writes/approve-run";
import type { AdminActor } from "@/lib/auth/actor";
import type { DeveloperId, RunId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";
import { findSecondPerson, type SecondPerson } from "./find-second-person";

export type ApproveRunProblem =
  | { readonly kind: "unknown_run" }
  | { readonly kind: "already_approved"; readonly by: string; readonly at: Date }
  | { readonly kind: "run_canceled"; readonly by: string; readonly at: Date }
  /** Their Stripe account is not the one that the preview showed: cancel and prepare again. */
  | { readonly kind: "destination_changed"; readonly developerIds: readonly DeveloperId[] }
  | NeedsSecondPerson;

/** The run is above a threshold, and whoever prepared it may not let it be sent. */
export type NeedsSecondPerson = { readonly kind: "needs_second_person" } & SecondPerson;

/** Lets the worker send a prepared run. The second click, and the second admin, are told. */
export async function approveRun(
  deps: Pick<Deps, "db" | "now" | "wake">,
  admin: AdminActor,
  runId: RunId,
): Promise<Result<{ readonly payouts: number }, ApproveRunProblem>> {
  const decision = { runId, at: deps.now(), by: admin.name };
  const approved = await withRetry(() => approveRunRow(deps.db, decision));
  if (approved) {
    await deps.wake({ kind: "send_payouts" });
    return ok(approved);
  }
  const run = await findRunDecision(deps.db, runId);
  if (!run) return fail({ kind: "unknown_run" });
  if (run.state === "canceled") return fail({ kind: "run_canceled", ...run.decision });
  if (run.state === "approved") return fail({ kind: "already_approved", ...run.decision });
  const developerIds = await findChangedDestinations(deps.db, runId);
  if (developerIds.length > 0) return fail({ kind: "destination_changed", developerIds });
  const second = await findSecondPerson(deps, admin, runId);
  if (second) return fail({ kind: "needs_second_person", ...second });
  // What stood in the way was gone when we looked: ask again.
  return approveRun(deps, admin, runId);
}
