import { liftHoldRow } from "@/db/writes/holds";
import type { AdminActor } from "@/lib/auth/actor";
import type { DeveloperId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type LiftHoldProblem = { readonly kind: "not_on_hold" };

/** Lets a developer's payouts go on. What had added up is paid with the next run. */
export async function liftHold(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  developerId: DeveloperId,
): Promise<Result<{ readonly liftedAt: Date }, LiftHoldProblem>> {
  const at = deps.now();
  const lifted = await liftHoldRow(deps.db, { developerId, by: admin.name, at });
  return lifted ? ok({ liftedAt: at }) : fail({ kind: "not_on_hold" });
}
