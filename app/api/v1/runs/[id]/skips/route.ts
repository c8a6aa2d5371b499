import { findRunSkipPage, type RunSkip } from "@/db/queries/run-skips";
import { findRunDecision } from "@/db/queries/runs";
import { ok } from "@/lib/domain/result";
import { approvalProblemWords } from "@/lib/domain/words/run-problem-words";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import { defineAdminRoute } from "../../../define-route";
import { holdJson } from "../../../hold-json";
import { methodNotAllowed } from "../../../method-not-allowed";
import { runInPath } from "../../../parse-path";
import { pageOf, readPage } from "../../../read-page";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Who was not paid in a run, why, and what would change it. */
export const GET = defineAdminRoute<Params>(
  "finance:read",
  async ({ request, actor, deps, params }) => {
    const id = runInPath(params.id);
    if (!id.ok) return id;
    const asked = readPage(request, [], ["text", "text"]);
    if (!asked.ok) return asked;
    const { after, limit } = asked.value;
    if (!(await findRunDecision(deps.db, id.value))) {
      return refuse({ kind: "unknown_run" }, approvalProblemWords({ kind: "unknown_run" }));
    }
    const [developerId = "", currency = ""] = after ?? [];
    const rows = await findRunSkipPage(deps.db, actor, {
      ...{ runId: id.value, limit: limit + 1 },
      after: after && { developerId, currency },
    });
    const page = pageOf(rows, limit, (skip) => [skip.developerId, skip.amount.currency]);
    return ok({ body: { skips: page.rows.map(skipJson), nextCursor: page.nextCursor } });
  },
);

function skipJson(skip: RunSkip) {
  const { developerId, amount, minimum, reason, hold, payableFrom = null } = skip;
  return {
    ...{ developerId, currency: amount.currency, amount: amount.minor, minimum: minimum.minor },
    ...{ skip: reason, skipReason: skipAdminWords(skip), payableFrom },
    hold: holdJson(hold),
  };
}

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
