import { findCloseSchedule } from "@/db/queries/jobs";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdminKey } from "@/lib/auth/api-key";
import type { CloseSchedule } from "@/lib/domain/closing";
import { fail, ok } from "@/lib/domain/result";
import type { Deps } from "@/lib/use-cases/deps";
import { setCloseSchedule } from "@/lib/use-cases/set-close-schedule";
import { closeScheduleInput } from "../admin-inputs";
import { defineAdminRoute, refusal } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { parseBody, parseNoBody } from "../parse-body";
import { readQuery } from "../parse-query";
import { refuse } from "../refuse";

/** When months are closed by the clock, and who decided it. */
export const GET = defineAdminRoute("finance:read", async ({ request, deps }) => {
  const query = readQuery(request, []);
  return query.ok ? answer(deps) : query;
});

/**
 * Closes the month before on a day of each month, from the next date on, and prepares it then or
 * once its holding days have passed.
 */
export const PUT = defineAdminRoute("settings:write", async ({ request, actor, deps }) => {
  const body = await parseBody(request, closeScheduleInput);
  if (!body.ok) return body;
  // Whoever lets the clock approve lets money leave.
  const allowed = body.value.approves ? await requireAdminKey(request, "runs:approve") : ok(actor);
  return allowed.ok ? set(deps, actor, body.value) : fail(refusal(allowed.problem));
});

/** Leaves closing to people again. */
export const DELETE = defineAdminRoute("settings:write", async ({ request, actor, deps }) => {
  const body = await parseNoBody(request);
  return body.ok ? set(deps, actor, undefined) : body;
});

async function set(
  deps: Deps,
  actor: AdminActor,
  wanted: Omit<CloseSchedule, "since"> | undefined,
) {
  const decided = await setCloseSchedule(deps, actor, wanted);
  if (!decided.ok) return refuse(decided.problem, "There is no such day or hour.", 422);
  return answer(deps);
}

async function answer({ db }: Pick<Deps, "db">) {
  const decided = await findCloseSchedule(db);
  const { day, hour, approves } = decided?.schedule ?? {};
  const schedule = decided?.schedule ? { day, hour, approves } : null;
  return ok({ body: { schedule, setBy: decided?.by ?? null, setAt: decided?.at ?? null } });
}

const notAllowed = methodNotAllowed("GET", "HEAD", "PUT", "DELETE");

export { notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST };
