import { HOLDING_DAYS_MAX } from "@/lib/domain/payout-rule";
import { ok } from "@/lib/domain/result";
import { setPayoutRule } from "@/lib/use-cases/set-payout-rule";
import { payoutRuleInput } from "../../admin-inputs";
import { defineAdminRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { parseBody } from "../../parse-body";
import { periodInPath } from "../../parse-path";
import { refuse } from "../../refuse";

const ALLOWED = `holdingDays takes 0 to ${HOLDING_DAYS_MAX}, and sweepMonth 1 to 12 or null.`;

type Params = { readonly period: string };

/** Sets the rule from a month on, for the runs that are prepared from now on. */
export const PUT = defineAdminRoute<Params>(
  "settings:write",
  async ({ request, actor, deps, params }) => {
    const from = periodInPath(params.period);
    if (!from.ok) return from;
    const body = await parseBody(request, payoutRuleInput);
    if (!body.ok) return body;
    const { holdingDays, sweepMonth } = body.value;
    const rule = { from: from.value, holdingDays, sweepMonth: sweepMonth ?? undefined };
    const set = await setPayoutRule(deps, actor, rule);
    if (!set.ok) return refuse(set.problem, ALLOWED, 422);
    return ok({ body: { from: from.value, holdingDays, sweepMonth } });
  },
);

const notAllowed = methodNotAllowed("PUT");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
};
