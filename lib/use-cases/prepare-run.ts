import { findMissingScope, findVerdicts, type RunScope, type Verdict } from "@/db/queries/payable";
import { findPeriod } from "@/db/queries/periods";
import { findWaitingRun } from "@/db/queries/runs";
import { withRetry } from "@/db/retry";
import { insertRun, RACED_CLAIM } from "@/db/writes/prepare-run";
import type { AdminActor } from "@/lib/auth/actor";
import { type DeveloperId, type PluginId, type RunId, trusted } from "@/lib/domain/ids";
import { dayOf, type Period } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type PrepareRunProblem =
  | { readonly kind: "period_open"; readonly period: Period }
  | { readonly kind: "unknown_developer"; readonly developerId: DeveloperId }
  | { readonly kind: "unknown_plugin"; readonly pluginId: PluginId }
  | {
      readonly kind: "already_prepared";
      readonly runId: RunId;
      readonly by: string;
      readonly at: Date;
    }
  /** Everybody with unsettled money is skipped; the reasons are in `skips`. */
  | { readonly kind: "nothing_to_pay"; readonly skips: readonly Verdict[] };

export type PreparedRun = {
  readonly runId: RunId;
  readonly payouts: number;
  readonly skips: number;
};

/**
 * Claims what is owed through the end of a closed period, and shows it as a run of payouts that
 * waits for an approval. Two admins at once: one claims, the other is told.
 */
export async function prepareRun(
  deps: Pick<Deps, "db" | "now" | "newId" | "zone">,
  admin: AdminActor,
  scope: RunScope,
  id: RunId = trusted.runId(deps.newId()),
): Promise<Result<PreparedRun, PrepareRunProblem>> {
  const missing = await findMissingScope(deps.db, scope);
  if (missing) return fail(missing);
  const at = deps.now();
  const today = dayOf(at, deps.zone);
  const preparation = { id, scope, at, today, by: admin.name };
  const prepared = await withRetry(() => insertRun(deps.db, preparation), [RACED_CLAIM]);
  if (prepared) return ok({ runId: id, ...prepared });

  const period = await findPeriod(deps.db, scope.period);
  if (!period?.closed) return fail({ kind: "period_open", period: scope.period });
  const waiting = await findWaitingRun(deps.db, scope);
  if (waiting) return fail({ kind: "already_prepared", ...waiting });
  const verdicts = await findVerdicts(deps.db, scope, today);
  return fail({
    kind: "nothing_to_pay",
    skips: verdicts.filter((verdict) => verdict.reason !== undefined),
  });
}
