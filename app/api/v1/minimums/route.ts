import { findMinimums } from "@/db/queries/settings";
import { ok } from "@/lib/domain/result";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { readQuery } from "../parse-query";
import { settingJson } from "../setting-json";

/** The least that is paid out, of each currency that has a minimum. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, []);
  if (!query.ok) return query;
  const minimums = await findMinimums(deps.db, actor);
  return ok({ body: { minimums: minimums.map(settingJson) } });
});

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
