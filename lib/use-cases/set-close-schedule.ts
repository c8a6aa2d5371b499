import { insertCloseSchedule } from "@/db/writes/set-close-schedule";
import type { AdminActor } from "@/lib/auth/actor";
import { CLOSE_DAY_MAX, type CloseSchedule } from "@/lib/domain/closing";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type SetCloseScheduleProblem = { readonly kind: "bad_day" } | { readonly kind: "bad_hour" };

/** Switches closing months by the clock on, from the next date on, or off (`undefined`). */
export async function setCloseSchedule(
  deps: Pick<Deps, "db" | "now" | "newId">,
  admin: AdminActor,
  wanted: Omit<CloseSchedule, "since"> | undefined,
): Promise<Result<undefined, SetCloseScheduleProblem>> {
  const { day = null, hour = null, approves = false } = wanted ?? {};
  if (day !== null && !(Number.isInteger(day) && day >= 1 && day <= CLOSE_DAY_MAX)) {
    return fail({ kind: "bad_day" });
  }
  if (hour !== null && !(Number.isInteger(hour) && hour >= 0 && hour <= 23)) {
    return fail({ kind: "bad_hour" });
  }
  const decided = { id: deps.newId(), by: admin.name, at: deps.now() };
  await insertCloseSchedule(deps.db, { day, hour, approves, ...decided });
  return ok(undefined);
}
