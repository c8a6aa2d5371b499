import { retryProblemWords } from "@/lib/domain/words/run-problem-words";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { retryInput } from "../../../admin-inputs";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseOptionalBody } from "../../../parse-body";
import { runInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";
import { answerRun } from "../../answer-run";

type Params = { readonly id: string };

/** Lets the worker try a run's failed payouts again: one of them, or all. */
export const POST = defineAdminRoute<Params>(
  "runs:approve",
  async ({ request, actor, deps, params }) => {
    const id = runInPath(params.id);
    if (!id.ok) return id;
    const body = await parseOptionalBody(request, retryInput);
    if (!body.ok) return body;
    const wish = { runId: id.value, payoutId: body.value.payoutId };
    const retried = await retryPayouts(deps, actor, wish);
    if (!retried.ok) return refuse(retried.problem, retryProblemWords(retried.problem));
    return answerRun(deps, actor, id.value, { retried: retried.value.payouts });
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
