import { ok } from "@/lib/domain/result";
import { setMinimum } from "@/lib/use-cases/set-minimum";
import { minimumInput } from "../../admin-inputs";
import { defineAdminRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { parseBody } from "../../parse-body";
import { currencyInPath } from "../../parse-path";
import { refuse } from "../../refuse";

type Params = { readonly currency: string };

/** Sets the least that is paid out in a currency, for the runs that follow. */
export const PUT = defineAdminRoute<Params>(
  "settings:write",
  async ({ request, actor, deps, params }) => {
    const currency = currencyInPath(params.currency);
    if (!currency.ok) return currency;
    const body = await parseBody(request, minimumInput);
    if (!body.ok) return body;
    const minimum = { minor: BigInt(body.value.amount), currency: currency.value };
    const set = await setMinimum(deps, actor, minimum);
    if (!set.ok) return refuse(set.problem, "A minimum is above zero.", 422);
    return ok({ body: { currency: set.value.currency, amount: set.value.minor } });
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
