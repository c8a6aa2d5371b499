import type { RunScope } from "@/db/queries/payable";
import { findRun, findRunPage, RUN_STATES } from "@/db/queries/runs";
import { parsePeriod } from "@/lib/domain/period";
import { ok } from "@/lib/domain/result";
import { preparationProblemWords } from "@/lib/domain/words/run-problem-words";
import { type PrepareRunProblem, prepareRun } from "@/lib/use-cases/prepare-run";
import { runInput } from "../admin-inputs";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { parseBody } from "../parse-body";
import { idParameter, wordParameter } from "../parse-query";
import { pageOf, readPage } from "../read-page";
import { refuse } from "../refuse";
import { runJson } from "./run-json";

/** Runs, newest first: of months, or of sales that are paid at once. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, ["period", "state", "of"], ["instant", "uuid"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const period = idParameter(query, "period", parsePeriod);
  if (!period.ok) return period;
  const state = wordParameter(query, "state", RUN_STATES);
  if (!state.ok) return state;
  const of = wordParameter(query, "of", ["months", "sales"]);
  if (!of.ok) return of;
  const [preparedAt = "", id = ""] = after ?? [];
  const rows = await findRunPage(deps.db, actor, {
    ...{ period: period.value, state: state.value, ofSales: of.value === "sales" },
    after: after && { preparedAt: new Date(preparedAt), id },
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, (run) => [run.prepared.at.toISOString(), run.id]);
  return ok({ body: { runs: page.rows.map(runJson), nextCursor: page.nextCursor } });
});

/** Claims what is owed through a closed month, as a run that waits for its approval. */
export const POST = defineAdminRoute("runs:prepare", async ({ request, actor, deps }) => {
  const body = await parseBody(request, runInput);
  if (!body.ok) return body;
  const prepared = await prepareRun(deps, actor, body.value);
  if (!prepared.ok)
    return refuse(prepared.problem, preparationDetail(prepared.problem, body.value));
  const run = await findRun(deps.db, actor, prepared.value.runId);
  if (!run) throw new Error(`Run ${prepared.value.runId} was prepared and is gone`);
  return ok({ status: 201, body: runJson(run) });
});

/** The words of the page, and where a program finds the preview that they speak of. */
function preparationDetail(problem: PrepareRunProblem, { period }: RunScope): string {
  const words = preparationProblemWords(problem);
  if (problem.kind !== "nothing_to_pay" || problem.skips.length === 0) return words;
  return `${words} It is at GET /api/v1/periods/${period}/payable.`;
}

const notAllowed = methodNotAllowed("GET", "HEAD", "POST");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
