import { ok } from "@/lib/domain/result";
import { CHARGE_ACT_WORDS } from "@/lib/domain/words/charge-words";
import { leaveCharge } from "@/lib/use-cases/leave-charge";
import { leaveInput } from "../../../admin-inputs";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseBody } from "../../../parse-body";
import { stripeObjectInPath } from "../../../parse-path";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Decides that a payment which could not be recorded is not to be recorded. */
export const POST = defineAdminRoute<Params>(
  "adjustments:write",
  async ({ request, actor, deps, params }) => {
    const id = stripeObjectInPath(params.id);
    if (!id.ok) return id;
    const body = await parseBody(request, leaveInput);
    if (!body.ok) return body;
    const { note } = body.value;
    const left = await leaveCharge(deps, actor, { objectId: id.value, note });
    if (!left.ok) return refuse(left.problem, CHARGE_ACT_WORDS[left.problem.kind]);
    return ok({ body: { id: id.value, note } });
  },
);

const notAllowed = methodNotAllowed("POST");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
};
