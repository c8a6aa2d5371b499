import { findHoldPage, HOLD_STATES } from "@/db/queries/holds";
import { ok } from "@/lib/domain/result";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { developerParameter, wordParameter } from "../parse-query";
import { pageOf, readPage } from "../read-page";

/** Holds, newest first: live ones and lifted ones. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, ["developerId", "state"], ["instant", "uuid"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const developerId = developerParameter(query);
  if (!developerId.ok) return developerId;
  const state = wordParameter(query, "state", HOLD_STATES);
  if (!state.ok) return state;
  const [placedAt = "", id = ""] = after ?? [];
  const rows = await findHoldPage(deps.db, actor, {
    ...{ developerId: developerId.value, state: state.value, limit: limit + 1 },
    after: after && { placedAt: new Date(placedAt), id },
  });
  const page = pageOf(rows, limit, (hold) => [hold.placedAt.toISOString(), hold.id]);
  return ok({ body: { holds: page.rows, nextCursor: page.nextCursor } });
});

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
