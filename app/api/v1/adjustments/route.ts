import { type AdjustmentOfPage, findAdjustmentPage } from "@/db/queries/adjustments";
import { ok } from "@/lib/domain/result";
import { ADJUSTMENT_PROBLEM_WORDS } from "@/lib/domain/words/adjustment-problem-words";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import { adjustmentInput } from "../admin-inputs";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { parseBody } from "../parse-body";
import { developerParameter } from "../parse-query";
import { pageOf, readPage } from "../read-page";
import { refuse } from "../refuse";

/** Adjustments, newest first, of one developer if asked for. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, ["developerId"], ["instant", "uuid"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const developerId = developerParameter(query);
  if (!developerId.ok) return developerId;
  const [at = "", id = ""] = after ?? [];
  const rows = await findAdjustmentPage(deps.db, actor, {
    ...{ developerId: developerId.value, limit: limit + 1 },
    after: after && { at: new Date(at), id },
  });
  const page = pageOf(rows, limit, (row) => [row.at.toISOString(), row.id]);
  return ok({ body: { adjustments: page.rows.map(adjustmentJson), nextCursor: page.nextCursor } });
});

/** Credits or debits a developer. The same external id again is the same adjustment. */
export const POST = defineAdminRoute("adjustments:write", async ({ request, actor, deps }) => {
  const body = await parseBody(request, adjustmentInput);
  if (!body.ok) return body;
  const { amount, currency, ...wish } = body.value;
  const adjusted = await adjustBalance(deps, actor, {
    ...wish,
    amount: { minor: BigInt(amount), currency },
  });
  if (!adjusted.ok)
    return refuse(adjusted.problem, ADJUSTMENT_PROBLEM_WORDS[adjusted.problem.kind]);
  const { id, status } = adjusted.value;
  return ok({
    status: status === "recorded" ? 201 : 200,
    body: { id, externalId: wish.externalId, status },
  });
});

function adjustmentJson({ amount, ...adjustment }: AdjustmentOfPage) {
  const { id, externalId, developerId, pluginId, reason, note, postedOn, by, at } = adjustment;
  return {
    ...{ id, externalId, developerId, pluginId, amount: amount.minor, currency: amount.currency },
    ...{ reason, note, postedOn, by, at },
  };
}

const notAllowed = methodNotAllowed("GET", "HEAD", "POST");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
