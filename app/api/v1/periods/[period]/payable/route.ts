import { findMissingScope, findVerdicts, type Verdict } from "@/db/queries/payable";
import { parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import { dayOf } from "@/lib/domain/period";
import { ok } from "@/lib/domain/result";
import { preparationProblemWords } from "@/lib/domain/words/run-problem-words";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import { defineAdminRoute } from "../../../define-route";
import { holdJson } from "../../../hold-json";
import { methodNotAllowed } from "../../../method-not-allowed";
import { periodInPath } from "../../../parse-path";
import { idParameter } from "../../../parse-query";
import { pageOf, readPage, rowsAfter } from "../../../read-page";
import { refuse } from "../../../refuse";

type Params = { readonly period: string };

const keyOf = ({ developerId, amount }: Verdict) => [developerId, amount.currency];

/** What a run would do at this moment, before anything is claimed: who is paid, who not and why. */
export const GET = defineAdminRoute<Params>("finance:read", async ({ request, deps, params }) => {
  const period = periodInPath(params.period);
  if (!period.ok) return period;
  const asked = readPage(request, ["developerId", "pluginId"], ["text", "text"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const developerId = idParameter(query, "developerId", parseDeveloperId);
  if (!developerId.ok) return developerId;
  const pluginId = idParameter(query, "pluginId", parsePluginId);
  if (!pluginId.ok) return pluginId;
  const scope = {
    ...{ period: period.value, developerId: developerId.value, pluginId: pluginId.value },
  };
  const missing = await findMissingScope(deps.db, scope);
  if (missing) return refuse(missing, preparationProblemWords(missing));
  const verdicts = await findVerdicts(deps.db, scope, dayOf(deps.now(), deps.zone));
  const page = pageOf(rowsAfter(verdicts, after, keyOf), limit, keyOf);
  return ok({ body: { payable: page.rows.map(verdictJson), nextCursor: page.nextCursor } });
});

function verdictJson(verdict: Verdict) {
  const { developerId, amount, minimum, reason, hold, payableFrom = null } = verdict;
  return {
    developerId,
    currency: amount.currency,
    amount: amount.minor,
    minimum: minimum.minor,
    skip: reason ?? null,
    skipReason: reason ? skipAdminWords({ ...verdict, reason }) : null,
    payableFrom,
    hold: holdJson(hold),
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
