import type { JobReport } from "@/lib/domain/job";
import { countWords } from "@/lib/domain/words/sum-words";
import type { Deps } from "./deps";
import { refreshStaleAccounts } from "./refresh-stale-accounts";
import { type FullReconcileReport, runReconcile } from "./run-reconcile";
import { runVerify } from "./run-verify";
import type { VerifyReport } from "./verify";

const RECONCILE_DAYS = 35;
const DAY_MS = 24 * 60 * 60 * 1_000;

export type ScheduledVerify = { readonly job: JobReport; readonly found: VerifyReport };
export type ScheduledReconcile = {
  readonly job: JobReport;
  readonly found: FullReconcileReport;
  readonly accounts: Awaited<ReturnType<typeof refreshStaleAccounts>>;
};

/** Judges every invariant, so that a broken one is loud before a person looks. */
export async function scheduledVerify(deps: Deps, by: string): Promise<ScheduledVerify> {
  const found = await runVerify(deps, by);
  const broken = found.checks.filter((check) => check.offenders > 0).length;
  if (broken === 0) {
    return { job: { outcome: "done", message: `All ${found.checks.length} rules hold.` }, found };
  }
  const message = `${countWords(broken, "rule")} of ${found.checks.length} broken.`;
  return { job: { outcome: "problems", message }, found };
}

/** Compares the last weeks with Stripe, so that a lost webhook is made up for within a day. */
export async function scheduledReconcile(deps: Deps, by: string): Promise<ScheduledReconcile> {
  const since = new Date(deps.now().getTime() - RECONCILE_DAYS * DAY_MS);
  const found = await runReconcile(deps, { since, by });
  const accounts = await refreshStaleAccounts(deps, new Date(deps.now().getTime() - DAY_MS));
  return { job: reconcileReport(found), found, accounts };
}

/** Calls for a person whenever `remit reconcile` does. */
export function reconcileReport(report: FullReconcileReport): JobReport {
  const { transfersRead, payoutsRead, differenceCount, charges } = report;
  const read = `${countWords(transfersRead, "transfer")} and ${countWords(payoutsRead, "payout")} compared`;
  const open = [
    ...(differenceCount > 0 ? [countWords(differenceCount, "difference")] : []),
    ...(charges.open > 0
      ? [countWords(charges.open, "customer’s payment", "customers’ payments")]
      : []),
  ];
  const unread = charges.isIncomplete
    ? [`customers’ payments could not be read (${charges.trouble})`]
    : [];
  if (open.length + unread.length === 0) {
    return { outcome: "done", message: `${read}; they agree.` };
  }
  const found = open.length > 0 ? [`${open.join(" and ")} for a person to look at`] : [];
  return { outcome: "problems", message: `${[read, ...found, ...unread].join("; ")}.` };
}
