import { appendAudit } from "@/db/writes/audit";
import { saveCheckResult } from "@/db/writes/check-results";
import type { Deps } from "./deps";
import { type ReconcileReport, reconcile } from "./reconcile";
import { type ChargeReconciliation, reconcileCharges } from "./reconcile-charges";

type RunDeps = Pick<Deps, "db" | "now" | "zone" | "newId" | "transfers" | "charges">;

export type FullReconcileReport = ReconcileReport & { readonly charges: ChargeReconciliation };

/** Enough for a page; the command line prints all of them. */
const DIFFERENCES_KEPT = 20;

/**
 * Compares the books with Stripe, keeps the result, and notes it in the log. The worker, the
 * command line and the page do this.
 */
export async function runReconcile(
  deps: RunDeps,
  { since, by }: { readonly since?: Date | undefined; readonly by: string },
): Promise<FullReconcileReport> {
  const start = performance.now();
  const compared = await reconcile(deps, { since, by });
  const report = { ...compared, charges: await reconcileCharges(deps, since) };
  const { transfersRead, payoutsRead, fixedCount, differenceCount } = report;
  await saveCheckResult(deps.db, {
    ...{ id: deps.newId(), kind: "reconcile", by, startedAt: report.startedAt },
    tookMs: Math.round(performance.now() - start),
    problems: differenceCount,
    report: {
      ...{ since: since?.toISOString() ?? null, transfersRead, payoutsRead, fixedCount },
      charges: report.charges,
      differences: report.differences.slice(0, DIFFERENCES_KEPT).map(({ detail, ...finding }) => ({
        ...{ payoutId: finding.payoutId ?? null, transferId: finding.transferId ?? null, detail },
      })),
    },
  });
  await appendAudit(deps.db, {
    at: report.finishedAt,
    actor: by,
    action: "reconcile.run",
    subject: "stripe:transfers",
    detail: {
      transfers: transfersRead,
      payouts: payoutsRead,
      fixed: fixedCount,
      differences: differenceCount,
      charges: report.charges.read,
      chargesMadeUpFor: report.charges.madeUpFor,
    },
  });
  return report;
}
