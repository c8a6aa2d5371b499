import { findRun } from "@/db/queries/runs";
import { ok } from "@/lib/domain/result";
import { approvalProblemWords } from "@/lib/domain/words/run-problem-words";
import { defineAdminRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { runInPath } from "../../parse-path";
import { readQuery } from "../../parse-query";
import { refuse } from "../../refuse";
import { runJson } from "../run-json";

type Params = { readonly id: string };

/** One run, and how far paying it has come. */
export const GET = defineAdminRoute<Params>(
  "finance:read",
  async ({ request, actor, deps, params }) => {
    const id = runInPath(params.id);
    if (!id.ok) return id;
    const query = readQuery(request, []);
    if (!query.ok) return query;
    const run = await findRun(deps.db, actor, id.value);
    if (run) return ok({ body: runJson(run) });
    return refuse({ kind: "unknown_run" }, approvalProblemWords({ kind: "unknown_run" }));
  },
);

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
