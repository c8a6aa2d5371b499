import { upsertMinimum } from "@/db/writes/set-minimum";
import type { AdminActor } from "@/lib/auth/actor";
import type { Money } from "@/lib/domain/money";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type SetMinimumProblem = { readonly kind: "minimum_not_positive" };

/** Sets the least that is paid out in a currency, for the runs that follow. */
export async function setMinimum(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  minimum: Money,
): Promise<Result<Money, SetMinimumProblem>> {
  if (minimum.minor < 1n) return fail({ kind: "minimum_not_positive" });
  await upsertMinimum(deps.db, minimum, { by: admin.name, at: deps.now() });
  return ok(minimum);
}
