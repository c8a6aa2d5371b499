import { findStaleAccounts } from "@/db/queries/connected-accounts";
import type { Deps } from "./deps";
import { refreshAccount } from "./refresh-account";

const LIMIT = 1_000;

export type StaleAccountsReport = { readonly refreshed: number; readonly failed: number };

/**
 * Reads accounts again that no webhook and no person has had read since. Stops at the first that
 * Stripe does not answer for: the rest would fare no better, and tomorrow is another try.
 */
export async function refreshStaleAccounts(
  deps: Pick<Deps, "db" | "now" | "accounts" | "transfers">,
  readBefore: Date,
): Promise<StaleAccountsReport> {
  const report = { refreshed: 0, failed: 0 };
  for (const developerId of await findStaleAccounts(deps.db, readBefore, LIMIT)) {
    const read = await refreshAccount(deps, developerId, "worker");
    if (read.ok) report.refreshed += 1;
    else report.failed += 1;
    if (!read.ok && read.problem.kind === "stripe_unavailable") break;
  }
  return report;
}
