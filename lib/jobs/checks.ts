import type { JobReport } from "@/lib/domain/job";
import type { Log } from "@/lib/logging/log";
import type { Deps } from "@/lib/use-cases/deps";
import { scheduledReconcile, scheduledVerify } from "@/lib/use-cases/scheduled-checks";

/** The nightly comparison, each difference loud in the log. */
export async function dailyReconcile(deps: Deps, log: Log, by: string): Promise<JobReport> {
  const { job, found, accounts } = await scheduledReconcile(deps, by);
  const { transfersRead, payoutsRead, fixedCount, differenceCount } = found;
  log.info({ transfersRead, payoutsRead, fixedCount, differenceCount }, "reconciled");
  log.info(found.charges, "customers’ payments compared");
  for (const difference of found.differences) {
    log.error(difference, "the books and Stripe differ");
  }
  log.info(accounts, "accounts read that had not been for a day");
  return job;
}

/** The hourly check, each broken rule loud in the log. */
export async function hourlyVerify(deps: Deps, log: Log, by: string): Promise<JobReport> {
  const { job, found } = await scheduledVerify(deps, by);
  const { isHealthy, tookMs, checks } = found;
  for (const { id, title, offenders, ids } of checks.filter((check) => check.offenders > 0)) {
    log.error({ id, offenders, ids }, `an invariant is broken: ${title}`);
  }
  log.info({ isHealthy, tookMs, checks: checks.length }, "verified");
  return job;
}
