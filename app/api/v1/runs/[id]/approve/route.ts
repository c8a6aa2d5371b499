import { approvalProblemWords } from "@/lib/domain/words/run-problem-words";
import { approveRun } from "@/lib/use-cases/approve-run";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseNoBody } from "../../../parse-body";
import { runInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";
import { answerRun } from "../../answer-run";

type Params = { readonly id: string };

/** Lets the worker send a prepared run. Above a threshold somebody else than its preparer does. */
export const POST = defineAdminRoute<Params>(
  "runs:approve",
  async ({ request, actor, deps, params }) => {
    const id = runInPath(params.id);
    if (!id.ok) return id;
    const body = await parseNoBody(request);
    if (!body.ok) return body;
    const approved = await approveRun(deps, actor, id.value);
    if (!approved.ok) return refuse(approved.problem, approvalProblemWords(approved.problem));
    return answerRun(deps, actor, id.value, { approved: approved.value.payouts });
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
