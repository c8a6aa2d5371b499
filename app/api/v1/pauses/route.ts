import { findPauses } from "@/db/queries/sending-pauses";
import { ok } from "@/lib/domain/result";
import { missing, type SendingPause } from "@/lib/domain/sending-pause";
import { pauseFacts, pauseTitle } from "@/lib/domain/words/pause-words";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { readQuery } from "../parse-query";

/** The currencies in which sending waits for money in the marketplace's Stripe balance. */
export const GET = defineAdminRoute("finance:read", async ({ request, deps }) => {
  const query = readQuery(request, []);
  if (!query.ok) return query;
  const pauses = await findPauses(deps.db);
  return ok({ body: { pauses: pauses.map(pauseJson) } });
});

function pauseJson(pause: SendingPause) {
  const { currency, pausedAt, read, waiting } = pause;
  return {
    ...{ currency, pausedAt, missing: missing(pause)?.minor ?? null },
    ...{ payouts: waiting.payouts, amount: waiting.amount, next: waiting.next },
    ...{ available: read?.available ?? null, readAt: read?.at ?? null },
    reason: `${pauseTitle(pause)}. ${pauseFacts(pause)}`,
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
