import { findTriedPayouts, type TriedPayout } from "@/db/queries/payout-work";
import { findRunDecision } from "@/db/queries/runs";
import { withRetry } from "@/db/retry";
import { type CheckedPayout, cancelRunRow } from "@/db/writes/cancel-run";
import type { AdminActor } from "@/lib/auth/actor";
import type { RunId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";
import { findOwnTransfer } from "./find-own-transfer";
import { isOurAccount } from "./is-our-account";

export type CancelRunProblem =
  | { readonly kind: "unknown_run" }
  | { readonly kind: "already_canceled"; readonly by: string; readonly at: Date }
  /** Nothing was left to cancel: everything is paid, or on its way. */
  | { readonly kind: "nothing_to_cancel"; readonly kept: number }
  /** Some payouts were tried before, and whether they came through cannot be asked right now. */
  | { readonly kind: "stripe_unreachable" };

export type CanceledRun = {
  readonly canceled: number;
  /** Payouts that stay: paid, or on their way. */
  readonly kept: number;
};

/**
 * Cancels every payout of a run that was not sent, and lets the next run claim its money.
 *
 * A payout that was tried before is only let go after Stripe showed that there is no transfer of
 * it: releasing money that is on its way would pay it twice.
 */
export async function cancelRun(
  deps: Pick<Deps, "db" | "now" | "transfers">,
  admin: AdminActor,
  runId: RunId,
): Promise<Result<CanceledRun, CancelRunProblem>> {
  const tried = await findTriedPayouts(deps.db, runId);
  const checked = await withoutTransfer(deps, tried);
  if (!checked) return fail({ kind: "stripe_unreachable" });

  const decision = { runId, at: deps.now(), by: admin.name };
  const canceled = await withRetry(() => cancelRunRow(deps.db, decision, checked));
  if (canceled && (canceled.canceled > 0 || canceled.kept === 0)) return ok(canceled);
  if (canceled) return fail({ kind: "nothing_to_cancel", kept: canceled.kept });
  const run = await findRunDecision(deps.db, runId);
  if (!run) return fail({ kind: "unknown_run" });
  return fail({ kind: "already_canceled", ...run.decision });
}

/** Those of which Stripe has nothing; the others stay. Absent when it does not answer for our account. */
async function withoutTransfer(
  deps: Pick<Deps, "db" | "transfers">,
  tried: readonly TriedPayout[],
): Promise<readonly CheckedPayout[] | undefined> {
  if (tried.length > 0 && !(await isOurAccount(deps))) return undefined;
  const checked: CheckedPayout[] = [];
  for (const payout of tried) {
    const found = await findOwnTransfer(deps, payout, undefined);
    if (found.kind === "unreachable") return undefined;
    if (found.kind === "none") checked.push(payout);
  }
  return checked;
}
