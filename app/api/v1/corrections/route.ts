import { findSales } from "@/db/queries/recorded-events";
import type { CorrectionProblem } from "@/lib/domain/correction";
import { ok } from "@/lib/domain/result";
import { correctionProblemWords } from "@/lib/domain/words/correction-words";
import { correctSale } from "@/lib/use-cases/correct-sale";
import { typedFormId } from "@/lib/use-cases/typed-form-id";
import { correctionInput } from "../admin-inputs";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { parseBody } from "../parse-body";
import { refuse } from "../refuse";

/**
 * Records a refund, a dispute or a won dispute of a sale that came from anywhere. The same external
 * id again is the same correction, on the command line too.
 */
export const POST = defineAdminRoute("adjustments:write", async ({ request, actor, deps }) => {
  const body = await parseBody(request, correctionInput);
  if (!body.ok) return body;
  const { externalId, source, saleId, kind, amount, currency, on } = body.value;
  const sale = (await findSales(deps.db, source, [saleId])).get(saleId);
  if (!sale) {
    return refuse({ kind: "unknown_sale" }, `There is no sale ${saleId} of the source ${source}.`);
  }
  const corrected = await correctSale(deps, actor, {
    ...{ externalId: typedFormId(externalId), saleId: sale.id, kind, day: on },
    amount: { minor: BigInt(amount), currency },
  });
  if (!corrected.ok) {
    const { problem } = corrected;
    const left = problem.kind === "too_much" ? { left: problem.left.minor } : {};
    return refuse({ kind: problem.kind, ...left }, words(problem, saleId));
  }
  const { id, status } = corrected.value;
  return ok({ status: status === "recorded" ? 201 : 200, body: { id, externalId, status } });
});

/** As the page says it, but for what a reload mends there. */
function words(problem: CorrectionProblem, saleId: string): string {
  switch (problem.kind) {
    case "unknown_sale":
      return `${saleId} is not a sale: name what was sold, not what was taken back of it.`;
    case "not_in_currency":
      return `currency: this sale is in ${problem.currency}.`;
    case "conflict":
      return "This id was used for another correction. Nothing was recorded.";
    default:
      return correctionProblemWords(problem);
  }
}

const notAllowed = methodNotAllowed("POST");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
};
