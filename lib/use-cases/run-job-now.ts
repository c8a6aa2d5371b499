import type { AdminActor } from "@/lib/auth/actor";
import type { AskableJob, JobReport } from "@/lib/domain/job";
import { fail, ok, type Result } from "@/lib/domain/result";
import { GatewayError } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { runJob } from "./run-job";
import { scheduledReconcile, scheduledVerify } from "./scheduled-checks";
import { isWorkerSilent, showJobs } from "./show-jobs";

export type JobNow =
  | { readonly kind: "ran"; readonly report: JobReport }
  /** Looking for work is a worker's own: it was told to. */
  | { readonly kind: "asked" };

export type RunJobNowProblem =
  | { readonly kind: "is_running" }
  | { readonly kind: "no_worker" }
  | { readonly kind: "stripe_unreachable" };

/**
 * Runs a job because somebody asks, whatever the clock says, and keeps its result as that of any
 * run: the page, the command line and the clock tell the same.
 */
export async function runJobNow(
  deps: Deps,
  admin: AdminActor,
  name: AskableJob,
): Promise<Result<JobNow, RunJobNowProblem>> {
  if (name === "sweep") return askWorker(deps, admin);
  const check = name === "verify" ? scheduledVerify : scheduledReconcile;
  const work = async () => (await check(deps, admin.name)).job;
  const run = await runJob(deps, name, work, { by: admin.name, isAsked: true });
  if (run.kind === "ran") return ok({ kind: "ran", report: run.report });
  if (run.kind === "not_due") return fail({ kind: "is_running" });
  if (isStripeAway(run.error)) return fail({ kind: "stripe_unreachable" });
  throw run.error;
}

function isStripeAway(error: unknown): boolean {
  return error instanceof GatewayError && error.trouble === "unavailable";
}

async function askWorker(deps: Deps, admin: AdminActor): Promise<Result<JobNow, RunJobNowProblem>> {
  await deps.wake({ kind: "send_payouts" });
  const jobs = await showJobs(deps, admin);
  return isWorkerSilent(jobs, deps.now()) ? fail({ kind: "no_worker" }) : ok({ kind: "asked" });
}
