import { findChargeOfProblem } from "@/db/queries/charge-problems";
import type { AdminActor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/domain/result";
import { GatewayError } from "@/lib/stripe/ports";
import { type ChargeDeps, type RecordedCharge, recordCharge } from "./record-charge";

type RetryProblem = { readonly kind: "not_open" } | { readonly kind: "stripe_unreachable" };

/**
 * An admin, who has put something right, has a charge read and recorded once more. What somebody
 * left is recorded by this alone.
 */
export async function retryCharge(
  deps: ChargeDeps,
  admin: AdminActor,
  objectId: string,
): Promise<Result<RecordedCharge, RetryProblem>> {
  const chargeId = await findChargeOfProblem(deps.db, admin, objectId);
  if (chargeId === undefined) return fail({ kind: "not_open" });
  try {
    return ok(await recordCharge(deps, chargeId, objectId));
  } catch (error) {
    if (error instanceof GatewayError) return fail({ kind: "stripe_unreachable" });
    throw error;
  }
}
