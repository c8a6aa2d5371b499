import { findApiPayouts } from "@/db/queries/api-payouts";
import { findRunDecision } from "@/db/queries/runs";
import { PAYOUT_STATES } from "@/lib/domain/payout";
import { ok } from "@/lib/domain/result";
import { approvalProblemWords } from "@/lib/domain/words/run-problem-words";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { runInPath } from "../../../parse-path";
import { wordParameter } from "../../../parse-query";
import { payoutJson } from "../../../payouts/payout-json";
import { pageOf, readPage } from "../../../read-page";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** A run's payouts by developer, in one state if asked for. */
export const GET = defineAdminRoute<Params>(
  "finance:read",
  async ({ request, actor, deps, params }) => {
    const id = runInPath(params.id);
    if (!id.ok) return id;
    const asked = readPage(request, ["state"], ["text", "uuid"]);
    if (!asked.ok) return asked;
    const { query, after, limit } = asked.value;
    const state = wordParameter(query, "state", PAYOUT_STATES);
    if (!state.ok) return state;
    if (!(await findRunDecision(deps.db, id.value))) {
      return refuse({ kind: "unknown_run" }, approvalProblemWords({ kind: "unknown_run" }));
    }
    const [developerId = "", payoutId = ""] = after ?? [];
    const rows = await findApiPayouts(deps.db, actor, {
      ...{ runId: id.value, state: state.value, limit: limit + 1 },
      after: after && { developerId, id: payoutId },
    });
    const page = pageOf(rows, limit, (payout) => [payout.developerId, payout.id]);
    return ok({ body: { payouts: page.rows.map(payoutJson), nextCursor: page.nextCursor } });
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
