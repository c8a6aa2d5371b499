import { ok } from "@/lib/domain/result";
import { HOLD_PROBLEM_WORDS } from "@/lib/domain/words/hold-problem-words";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { placeHold } from "@/lib/use-cases/place-hold";
import { holdInput } from "../../../admin-inputs";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseBody, parseNoBody } from "../../../parse-body";
import { developerInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Stops a developer's payouts. Earnings go on counting. */
export const PUT = defineAdminRoute<Params>(
  "holds:write",
  async ({ request, actor, deps, params }) => {
    const id = developerInPath(params.id);
    if (!id.ok) return id;
    const body = await parseBody(request, holdInput);
    if (!body.ok) return body;
    const { reason } = body.value;
    const placed = await placeHold(deps, actor, { developerId: id.value, reason });
    if (!placed.ok) {
      const { kind } = placed.problem;
      return refuse({ kind }, HOLD_PROBLEM_WORDS[kind], kind === "unknown_developer" ? 404 : 409);
    }
    const { placedAt } = placed.value;
    return ok({ body: { developerId: id.value, reason, placedBy: actor.name, placedAt } });
  },
);

/** Lets a developer's payouts go on. */
export const DELETE = defineAdminRoute<Params>(
  "holds:write",
  async ({ request, actor, deps, params }) => {
    const id = developerInPath(params.id);
    if (!id.ok) return id;
    const body = await parseNoBody(request);
    if (!body.ok) return body;
    const lifted = await liftHold(deps, actor, id.value);
    if (!lifted.ok) return refuse(lifted.problem, HOLD_PROBLEM_WORDS[lifted.problem.kind]);
    const { liftedAt, reason } = lifted.value;
    return ok({ body: { developerId: id.value, reason, liftedBy: actor.name, liftedAt } });
  },
);

const notAllowed = methodNotAllowed("PUT", "DELETE");

export { notAllowed as GET, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST };
