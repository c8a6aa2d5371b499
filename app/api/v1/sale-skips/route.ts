import { findNewestSaleSkips, type ListedSaleSkip } from "@/db/queries/sale-skips";
import { trusted } from "@/lib/domain/ids";
import { ok } from "@/lib/domain/result";
import { saleSkipAdminWords } from "@/lib/domain/words/sale-skip-admin-words";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { developerParameter } from "../parse-query";
import { pageOf, readPage } from "../read-page";

/** Sales that were not paid at once, newest first: why, and which payout has them since. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, ["developerId"], ["instant", "uuid", "text"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const developerId = developerParameter(query);
  if (!developerId.ok) return developerId;
  const [at = "", eventId = "", developer = ""] = after ?? [];
  const rows = await findNewestSaleSkips(deps.db, actor, {
    ...{ developerId: developerId.value, limit: limit + 1 },
    after: after && {
      ...{ at: new Date(at), eventId: trusted.eventId(eventId) },
      developerId: trusted.developerId(developer),
    },
  });
  const page = pageOf(rows, limit, (skip) => [
    skip.at.toISOString(),
    skip.eventId,
    skip.developerId,
  ]);
  return ok({ body: { saleSkips: page.rows.map(saleSkipJson), nextCursor: page.nextCursor } });
});

function saleSkipJson(skip: ListedSaleSkip) {
  const { eventId, developerId, amount, minimum, reason, at, payout } = skip;
  const { sentence, remedy } = saleSkipAdminWords(skip);
  return {
    ...{ eventId, source: skip.sale.source, saleId: skip.sale.externalId, developerId },
    ...{ currency: amount.currency, amount: amount.minor, minimum: minimum.minor },
    ...{ skip: reason, skipReason: `${sentence} ${remedy}`, at },
    ...{ payoutId: payout?.id ?? null, payoutState: payout?.state ?? null },
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
