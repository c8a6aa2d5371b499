import { findReversalPage } from "@/db/queries/reversals";
import { parsePayoutId } from "@/lib/domain/ids";
import { ok } from "@/lib/domain/result";
import { REVERSAL_STATES, reversalFailureWords } from "@/lib/domain/reversal";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { developerParameter, idParameter, wordParameter } from "../parse-query";
import { pageOf, readPage } from "../read-page";

/** Everything that was asked to be taken back, newest first, and what became of it. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const filters = ["payoutId", "developerId", "state"];
  const asked = readPage(request, filters, ["instant", "uuid", "number"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const payoutId = idParameter(query, "payoutId", parsePayoutId);
  if (!payoutId.ok) return payoutId;
  const developerId = developerParameter(query);
  if (!developerId.ok) return developerId;
  const state = wordParameter(query, "state", REVERSAL_STATES);
  if (!state.ok) return state;
  const [requestedAt = "", afterPayout = "", no = ""] = after ?? [];
  const rows = await findReversalPage(deps.db, actor, {
    ...{ payoutId: payoutId.value, developerId: developerId.value, state: state.value },
    after: after && {
      ...{ requestedAt: new Date(requestedAt), payoutId: afterPayout, no: Number(no) },
    },
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => [
    ...[row.requestedAt.toISOString(), row.payoutId, String(row.no)],
  ]);
  return ok({ body: { reversals: page.rows.map(reversalJson), nextCursor: page.nextCursor } });
});

type Row = Awaited<ReturnType<typeof findReversalPage>>[number];

function reversalJson({ code, reversalId, finishedAt, ...row }: Row) {
  const words = code === undefined ? undefined : reversalFailureWords(code);
  const { payoutId, no, developerId, amount, currency, state, reason } = row;
  return {
    ...{ payoutId, no, developerId, amount, currency, state, reason },
    ...{ requestedBy: row.requestedBy, requestedAt: row.requestedAt },
    ...{ finishedAt: finishedAt ?? null, reversalId: reversalId ?? null },
    failureCode: code ?? null,
    failureReason: words?.reason ?? null,
    failureRemedy: words?.remedy ?? null,
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
