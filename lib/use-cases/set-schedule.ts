import { setScheduleRow } from "@/db/writes/set-schedule";
import type { AdminActor, ApiActor } from "@/lib/auth/actor";
import type { DeveloperId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { PayoutSchedule } from "@/lib/domain/schedule";
import type { Deps } from "./deps";

/** Sets when a developer's sales are paid. What is recorded already stays with the monthly run. */
export async function setSchedule(
  deps: Pick<Deps, "db" | "now">,
  actor: AdminActor | ApiActor,
  change: { readonly developerId: DeveloperId; readonly schedule: PayoutSchedule },
): Promise<Result<{ readonly isChanged: boolean }, { readonly kind: "unknown_developer" }>> {
  const isChanged = await setScheduleRow(deps.db, { ...change, by: actor.name, at: deps.now() });
  return isChanged === undefined ? fail({ kind: "unknown_developer" }) : ok({ isChanged });
}
