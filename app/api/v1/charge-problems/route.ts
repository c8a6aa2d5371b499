import { findOpenChargeProblems, type OpenChargeProblem } from "@/db/queries/charge-problems";
import { ok } from "@/lib/domain/result";
import { chargeProblemWords } from "@/lib/domain/words/charge-words";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { pageOf, readPage } from "../read-page";

/** Payments at Stripe that name a plugin and could not be recorded, those that wait longest first. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, [], ["instant", "text"]);
  if (!asked.ok) return asked;
  const { after, limit } = asked.value;
  const [notedAt = "", objectId = ""] = after ?? [];
  const rows = await findOpenChargeProblems(deps.db, actor, {
    after: after && { notedAt: new Date(notedAt), objectId },
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => [row.notedAt.toISOString(), row.objectId]);
  return ok({ body: { problems: page.rows.map(problemJson), nextCursor: page.nextCursor } });
});

function problemJson(problem: OpenChargeProblem) {
  const { objectId: id, chargeId, pluginTag = null, happenedAt, code, message } = problem;
  const { why: reason, remedy } = chargeProblemWords(code);
  return {
    ...{ id, chargeId, pluginTag, happenedAt, code, reason, remedy, message },
    ...{ notedAt: problem.notedAt, triedAt: problem.triedAt },
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
