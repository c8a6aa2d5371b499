import { findPeriods, type PeriodOverview } from "@/db/queries/periods";
import { ok } from "@/lib/domain/result";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { pageOf, readPage, rowsAfter } from "../read-page";

const keyOf = ({ period }: { readonly period: string }) => [period];

/** Every month in which something was recorded, with its money by how far paying it has come. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, [], ["text"]);
  if (!asked.ok) return asked;
  const { after, limit } = asked.value;
  const { db, now, zone } = deps;
  const periods = await findPeriods(db, actor, { now: now(), zone });
  const page = pageOf(rowsAfter(periods, after, keyOf), limit, keyOf);
  return ok({ body: { periods: page.rows.map(periodJson), nextCursor: page.nextCursor } });
});

function periodJson({ period, state, closed, runs, totals }: PeriodOverview) {
  return {
    period,
    state,
    closedBy: closed?.by ?? null,
    closedAt: closed?.at ?? null,
    runs,
    totals,
  };
}

const refuse = methodNotAllowed("GET", "HEAD");

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
