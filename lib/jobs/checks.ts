import type { JobReport } from "@/lib/domain/job";
import { countWords } from "@/lib/domain/words/sum-words";
import type { Log } from "@/lib/logging/log";
import type { Deps } from "@/lib/use-cases/deps";
import { refreshStaleAccounts } from "@/lib/use-cases/refresh-stale-accounts";
import { runReconcile } from "@/lib/use-cases/run-reconcile";
import { runVerify } from "@/lib/use-cases/run-verify";

const RECONCILE_DAYS = 35;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Compares the last weeks with Stripe, so that a lost webhook is made up for within a day. */
export async function dailyReconcile(deps: Deps, log: Log, by: string): Promise<JobReport> {
  const since = new Date(deps.now().getTime() - RECONCILE_DAYS * DAY_MS);
  const report = await runReconcile(deps, { since, by });
  const { transfersRead, payoutsRead, fixedCount, differenceCount } = report;
  log.info({ transfersRead, payoutsRead, fixedCount, differenceCount }, "reconciled");
  log.info(report.charges, "customers’ payments compared");
  for (const difference of report.differences) {
    log.error(difference, "the books and Stripe differ");
  }
  const accounts = await refreshStaleAccounts(deps, new Date(deps.now().getTime() - DAY_MS));
  log.info(accounts, "accounts read that had not been for a day");
  const read = `${countWords(transfersRead, "transfer")} and ${countWords(payoutsRead, "payout")} compared`;
  if (differenceCount === 0) return { outcome: "done", message: `${read}; they agree.` };
  const open = countWords(differenceCount, "difference");
  return { outcome: "problems", message: `${read}; ${open} for a person to look at.` };
}

/** Judges every invariant, so that a broken one is loud before a person looks. */
export async function hourlyVerify(deps: Deps, log: Log, by: string): Promise<JobReport> {
  const { isHealthy, tookMs, checks } = await runVerify(deps, by);
  const broken = checks.filter((check) => check.offenders > 0);
  for (const { id, title, offenders, ids } of broken) {
    log.error({ id, offenders, ids }, `an invariant is broken: ${title}`);
  }
  log.info({ isHealthy, tookMs, checks: checks.length }, "verified");
  if (isHealthy) return { outcome: "done", message: `All ${checks.length} rules hold.` };
  const count = countWords(broken.length, "rule");
  return { outcome: "problems", message: `${count} of ${checks.length} broken.` };
}
