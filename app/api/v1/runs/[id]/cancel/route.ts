import { cancelProblemWords } from "@/lib/domain/words/run-problem-words";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseNoBody } from "../../../parse-body";
import { runInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";
import { answerRun } from "../../answer-run";

type Params = { readonly id: string };

/** Cancels what was not sent, and releases its money for the next run. */
export const POST = defineAdminRoute<Params>(
  "runs:prepare",
  async ({ request, actor, deps, params }) => {
    const id = runInPath(params.id);
    if (!id.ok) return id;
    const body = await parseNoBody(request);
    if (!body.ok) return body;
    const canceled = await cancelRun(deps, actor, id.value);
    if (!canceled.ok) return refuse(canceled.problem, cancelProblemWords(canceled.problem));
    return answerRun(deps, actor, id.value, canceled.value);
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
