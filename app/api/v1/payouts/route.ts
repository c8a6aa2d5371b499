import { findApiPayouts } from "@/db/queries/api-payouts";
import { parsePayoutId } from "@/lib/domain/ids";
import { PAYOUT_STATES } from "@/lib/domain/payout";
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
import { payoutJson } from "./payout-json";

const PARAMETERS = ["period", "developerId", "state", "limit", "cursor"] as const;

/** Payouts, of one month, developer or state if asked for. */
export const GET = defineRoute("earnings:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, PARAMETERS);
  if (!query.ok) return query;
  const period =
    query.value.period === undefined ? ok(undefined) : periodParameter(query.value, "period");
  if (!period.ok) return period;
  const developerId = developerParameter(query.value);
  if (!developerId.ok) return developerId;
  const state = PAYOUT_STATES.find((known) => known === query.value.state);
  if (query.value.state !== undefined && !state) {
    return fail(problem(400, "bad_parameter", `state must be one of ${PAYOUT_STATES.join(", ")}.`));
  }
  const limit = limitParameter(query.value);
  if (!limit.ok) return limit;
  const cursor = cursorParameter(query.value, 2);
  if (!cursor.ok) return cursor;
  const [afterDeveloper = "", afterId = ""] = cursor.value ?? [];
  if (cursor.value && !parsePayoutId(afterId).ok) {
    return fail(problem(400, "bad_cursor", "cursor must be the nextCursor of the page before."));
  }
  const rows = await findApiPayouts(deps.db, actor, {
    period: period.value,
    developerId: developerId.value,
    state,
    after: cursor.value && { developerId: afterDeveloper, id: afterId },
    limit: limit.value + 1,
  });
  const payouts = rows.slice(0, limit.value).map(payoutJson);
  const last = rows.length > payouts.length ? payouts.at(-1) : undefined;
  const nextCursor = last ? cursorOf([last.developerId, last.id]) : null;
  return ok({ body: { payouts, nextCursor } });
});

const refuse = methodNotAllowed("GET", "HEAD");

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT };
