import { ok } from "@/lib/domain/result";
import { closingProblemWords } from "@/lib/domain/words/run-problem-words";
import { closePeriod } from "@/lib/use-cases/close-period";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseNoBody } from "../../../parse-body";
import { periodInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";

type Params = { readonly period: string };

/** Closes a month for good. */
export const POST = defineAdminRoute<Params>(
  "periods:close",
  async ({ request, actor, deps, params }) => {
    const period = periodInPath(params.period);
    if (!period.ok) return period;
    const body = await parseNoBody(request);
    if (!body.ok) return body;
    const closed = await closePeriod(deps, actor, period.value);
    if (!closed.ok) return refuse(closed.problem, closingProblemWords(closed.problem));
    return ok({ body: { ...closed.value, closedBy: actor.name } });
  },
);

const notAllowed = methodNotAllowed("POST");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
};
