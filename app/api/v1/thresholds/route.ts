import { findThresholds } from "@/db/queries/two-people";
import { ok } from "@/lib/domain/result";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { readQuery } from "../parse-query";
import { settingJson } from "../setting-json";

/** Above which amount a run takes two people, of each currency that has a threshold. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, []);
  if (!query.ok) return query;
  const thresholds = await findThresholds(deps.db, actor);
  return ok({ body: { thresholds: thresholds.map(settingJson) } });
});

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
