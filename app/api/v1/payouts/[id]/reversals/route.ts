import { findPayout } from "@/db/queries/payouts";
import { fail, ok } from "@/lib/domain/result";
import { reversalProblemWords } from "@/lib/domain/words/reversal-words";
import { reversePayout } from "@/lib/use-cases/reverse-payout";
import { reversalInput } from "../../../admin-inputs";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseBody } from "../../../parse-body";
import { payoutInPath } from "../../../parse-path";
import { problem } from "../../../problem";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/**
 * Takes a paid payout back, in whole or in part. What the caller saw as left decides whether the
 * same request was heard before, so that repeating it takes nothing twice.
 */
export const POST = defineAdminRoute<Params>(
  "reversals:write",
  async ({ request, actor, deps, params }) => {
    const id = payoutInPath(params.id);
    if (!id.ok) return id;
    const body = await parseBody(request, reversalInput);
    if (!body.ok) return body;
    const { left, amount, currency, reason } = body.value;
    const payout = await findPayout(deps.db, actor, id.value);
    if (!payout)
      return refuse({ kind: "unknown_payout" }, reversalProblemWords({ kind: "unknown_payout" }));
    if (payout.amount.currency !== currency) {
      const detail = `currency: this payout is in ${payout.amount.currency}.`;
      return fail(problem(422, "wrong_currency", detail));
    }
    const reversed = await reversePayout(deps, actor, {
      ...{ payoutId: id.value, reason, seenLeft: BigInt(left) },
      amount: amount === undefined ? undefined : BigInt(amount),
    });
    if (!reversed.ok) {
      const words = reversalProblemWords(reversed.problem);
      if (reversed.problem.kind !== "refused") return refuse(reversed.problem, words);
      return refuse({ kind: "refused_by_stripe" }, words);
    }
    const { state, amount: taken } = reversed.value;
    return ok({
      status: state === "made" ? 200 : 202,
      body: { payoutId: id.value, developerId: payout.developerId, amount: taken, currency, state },
    });
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
