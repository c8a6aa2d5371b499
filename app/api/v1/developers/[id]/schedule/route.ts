import { ok } from "@/lib/domain/result";
import { HOLD_PROBLEM_WORDS } from "@/lib/domain/words/hold-problem-words";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { scheduleInput } from "../../../admin-inputs";
import { defineRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseBody } from "../../../parse-body";
import { developerInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Sets when a developer's sales are paid, from the next one on. */
export const PUT = defineRoute<Params>(
  "catalog:write",
  async ({ request, actor, deps, params }) => {
    const id = developerInPath(params.id);
    if (!id.ok) return id;
    const body = await parseBody(request, scheduleInput);
    if (!body.ok) return body;
    const { schedule } = body.value;
    const set = await setSchedule(deps, actor, { developerId: id.value, schedule });
    if (!set.ok) return refuse(set.problem, HOLD_PROBLEM_WORDS[set.problem.kind], 404);
    return ok({ body: { developerId: id.value, schedule, ...set.value } });
  },
);

const notAllowed = methodNotAllowed("PUT");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
};
