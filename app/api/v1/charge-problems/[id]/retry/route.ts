import { ok } from "@/lib/domain/result";
import { CHARGE_ACT_WORDS, chargeProblemWords } from "@/lib/domain/words/charge-words";
import type { RecordedCharge } from "@/lib/use-cases/record-charge";
import { retryCharge } from "@/lib/use-cases/retry-charge";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseNoBody } from "../../../parse-body";
import { stripeObjectInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Has a payment read at Stripe and recorded once more, after something was put right. */
export const POST = defineAdminRoute<Params>(
  "adjustments:write",
  async ({ request, actor, deps, params }) => {
    const id = stripeObjectInPath(params.id);
    if (!id.ok) return id;
    const body = await parseNoBody(request);
    if (!body.ok) return body;
    const tried = await retryCharge(deps, actor, id.value);
    if (!tried.ok) return refuse(tried.problem, CHARGE_ACT_WORDS[tried.problem.kind]);
    return ok({ body: { id: id.value, ...outcomeJson(tried.value) } });
  },
);

/** What is wrong still, of the charge and of everything that was taken back of it. */
function outcomeJson(outcome: RecordedCharge) {
  const codes = outcome.kind === "needs_person" ? outcome.codes : [];
  return {
    outcome: outcome.kind,
    problems: codes.map((code) => {
      const { why: reason, remedy } = chargeProblemWords(code);
      return { code, reason, remedy };
    }),
  };
}

const notAllowed = methodNotAllowed("POST");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
};
