import { findDeveloperName } from "@/db/queries/admin-developers";
import { insertHold } from "@/db/writes/holds";
import type { AdminActor } from "@/lib/auth/actor";
import type { DeveloperId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type PlaceHoldProblem =
  | { readonly kind: "unknown_developer" }
  | { readonly kind: "already_on_hold" };

/** Stops a developer's payouts, with a reason that the audit log keeps. */
export async function placeHold(
  deps: Pick<Deps, "db" | "now" | "newId">,
  admin: AdminActor,
  hold: { readonly developerId: DeveloperId; readonly reason: string },
): Promise<Result<{ readonly placedAt: Date }, PlaceHoldProblem>> {
  const at = deps.now();
  const placed = await insertHold(deps.db, { ...hold, id: deps.newId(), by: admin.name, at });
  if (placed) return ok({ placedAt: at });
  const name = await findDeveloperName(deps.db, admin, hold.developerId);
  return fail({ kind: name === undefined ? "unknown_developer" : "already_on_hold" });
}
