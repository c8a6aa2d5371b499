import { ok } from "@/lib/domain/result";
import {
  removeApprovalThreshold,
  setApprovalThreshold,
} from "@/lib/use-cases/set-approval-threshold";
import { thresholdInput } from "../../admin-inputs";
import { defineAdminRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { parseBody, parseNoBody } from "../../parse-body";
import { currencyInPath } from "../../parse-path";
import { refuse } from "../../refuse";

type Params = { readonly currency: string };

/** Asks for two people above an amount, for prepared runs too. */
export const PUT = defineAdminRoute<Params>(
  "settings:write",
  async ({ request, actor, deps, params }) => {
    const currency = currencyInPath(params.currency);
    if (!currency.ok) return currency;
    const body = await parseBody(request, thresholdInput);
    if (!body.ok) return body;
    const threshold = { minor: BigInt(body.value.amount), currency: currency.value };
    const set = await setApprovalThreshold(deps, actor, threshold);
    if (!set.ok) return refuse(set.problem, "A threshold is zero or more.", 422);
    return ok({ body: { currency: set.value.currency, amount: set.value.minor } });
  },
);

/** Lets one person pay out any amount in a currency again. */
export const DELETE = defineAdminRoute<Params>(
  "settings:write",
  async ({ request, actor, deps, params }) => {
    const currency = currencyInPath(params.currency);
    if (!currency.ok) return currency;
    const body = await parseNoBody(request);
    if (!body.ok) return body;
    const removed = await removeApprovalThreshold(deps, actor, currency.value);
    if (removed.ok) return ok({ body: { currency: removed.value } });
    const detail = `There is no threshold in ${currency.value.toUpperCase()}.`;
    return refuse(removed.problem, detail, 404);
  },
);

const notAllowed = methodNotAllowed("PUT", "DELETE");

export { notAllowed as GET, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST };
