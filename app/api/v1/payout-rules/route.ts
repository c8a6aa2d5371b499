import { findPayoutRules } from "@/db/queries/payout-rules";
import { ok } from "@/lib/domain/result";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { readQuery } from "../parse-query";

/** The rule of each month that has one of its own, newest first; it holds until the next one. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, []);
  if (!query.ok) return query;
  const rules = await findPayoutRules(deps.db, actor);
  return ok({
    body: {
      rules: rules.map(({ from, holdingDays, sweepMonth = null, by, at }) => ({
        ...{ from, holdingDays, sweepMonth, setBy: by, setAt: at },
      })),
    },
  });
});

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
