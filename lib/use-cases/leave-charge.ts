import { leaveProblem } from "@/db/writes/charge-problems";
import type { AdminActor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

/** An admin decides that money at Stripe which could not be recorded is not to be recorded. */
export async function leaveCharge(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  left: { readonly objectId: string; readonly note: string },
): Promise<Result<undefined, { readonly kind: "not_open" }>> {
  const isLeft = await leaveProblem(deps.db, { ...left, by: admin.name, at: deps.now() });
  return isLeft ? ok(undefined) : fail({ kind: "not_open" });
}
