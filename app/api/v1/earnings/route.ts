import { findEarnings } from "@/db/queries/earnings";
import { fail, ok } from "@/lib/domain/result";
import { defineRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import {
  cursorOf,
  cursorParameter,
  developerParameter,
  limitParameter,
  periodParameter,
  readQuery,
} from "../parse-query";
import { problem } from "../problem";

const PARAMETERS = ["from", "to", "developerId", "limit", "cursor"] as const;

/** What developers earned, by accounting month and currency. */
export const GET = defineRoute("earnings:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, PARAMETERS);
  if (!query.ok) return query;
  const from = periodParameter(query.value, "from");
  if (!from.ok) return from;
  const to = periodParameter(query.value, "to");
  if (!to.ok) return to;
  if (from.value > to.value) return fail(problem(400, "bad_period", "from lies after to."));
  const developerId = developerParameter(query.value);
  if (!developerId.ok) return developerId;
  const limit = limitParameter(query.value);
  if (!limit.ok) return limit;
  const cursor = cursorParameter(query.value, 3);
  if (!cursor.ok) return cursor;
  const [afterDeveloper = "", period = "", currency = ""] = cursor.value ?? [];
  const rows = await findEarnings(deps.db, actor, {
    from: from.value,
    to: to.value,
    developerId: developerId.value,
    after: cursor.value && { developerId: afterDeveloper, period, currency },
    limit: limit.value + 1,
  });
  const page = rows.slice(0, limit.value);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const earnings = page.map((row) => ({
    developerId: row.developerId,
    period: row.period,
    currency: row.currency,
    installs: row.installs,
    freeInstalls: row.freeInstalls,
    renewals: row.renewals,
    refunds: row.refunds,
    gross: row.amount,
    developerShare: row.developerShare,
    platformShare: row.platformShare,
  }));
  const nextCursor = last ? cursorOf([last.developerId, last.period, last.currency]) : null;
  return ok({ body: { earnings, nextCursor } });
});

const refuse = methodNotAllowed("GET", "HEAD");

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
