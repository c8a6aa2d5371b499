import { deleteThreshold, upsertThreshold } from "@/db/writes/set-approval-threshold";
import type { AdminActor } from "@/lib/auth/actor";
import type { Currency } from "@/lib/domain/currency";
import type { Money } from "@/lib/domain/money";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

/**
 * Sets the most of a run, in a currency, that one person may both prepare and approve. It counts
 * for every approval from now on, of runs that are already prepared too.
 */
export async function setApprovalThreshold(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  threshold: Money,
): Promise<Result<Money, { readonly kind: "threshold_negative" }>> {
  if (threshold.minor < 0n) return fail({ kind: "threshold_negative" });
  await upsertThreshold(deps.db, threshold, { by: admin.name, at: deps.now() });
  return ok(threshold);
}

export async function removeApprovalThreshold(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  currency: Currency,
): Promise<Result<Currency, { readonly kind: "no_threshold" }>> {
  const isGone = await deleteThreshold(deps.db, currency, { by: admin.name, at: deps.now() });
  return isGone ? ok(currency) : fail({ kind: "no_threshold" });
}
