import { insertPayoutRule } from "@/db/writes/set-payout-rule";
import type { AdminActor } from "@/lib/auth/actor";
import { HOLDING_DAYS_MAX, type PayoutRule } from "@/lib/domain/payout-rule";
import type { Period } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type SetPayoutRuleProblem =
  | { readonly kind: "bad_holding_days" }
  | { readonly kind: "bad_sweep_month" };

/**
 * Decides how many days a month's earnings are held after its end, and in which month's run
 * balances below the minimum are paid too: for the runs that are prepared from now on, of the
 * given month and later ones.
 */
export async function setPayoutRule(
  deps: Pick<Deps, "db" | "now" | "newId">,
  admin: AdminActor,
  rule: PayoutRule & { readonly from: Period },
): Promise<Result<PayoutRule, SetPayoutRuleProblem>> {
  const { holdingDays, sweepMonth, from } = rule;
  if (!isWhole(holdingDays, 0, HOLDING_DAYS_MAX)) return fail({ kind: "bad_holding_days" });
  if (sweepMonth !== undefined && !isWhole(sweepMonth, 1, 12)) {
    return fail({ kind: "bad_sweep_month" });
  }
  const decision = { id: deps.newId(), by: admin.name, at: deps.now() };
  await insertPayoutRule(deps.db, { holdingDays, sweepMonth, from, ...decision });
  return ok({ holdingDays, sweepMonth });
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
