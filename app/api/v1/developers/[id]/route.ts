import { parseEmail } from "@/lib/auth/email";
import { MARKETPLACE_ID_RULE, parseDeveloperId } from "@/lib/domain/ids";
import { fail, ok } from "@/lib/domain/result";
import { saveDeveloper } from "@/lib/use-cases/save-developer";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { defineRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { parseBody } from "../../parse-body";
import { problem } from "../../problem";
import { developerInput } from "../../schemas";

type Params = { readonly id: string };

/** Adds a developer to the catalogue or replaces what is known of them. */
export const PUT = defineRoute<Params>(
  "catalog:write",
  async ({ request, actor, deps, params }) => {
    const id = parseDeveloperId(params.id);
    if (!id.ok)
      return fail(problem(422, "bad_id", `A developer's id takes ${MARKETPLACE_ID_RULE}.`));
    const body = await parseBody(request, developerInput);
    if (!body.ok) return body;
    const { name, email, country, schedule } = body.value;
    const address = email ? parseEmail(email) : undefined;
    if (address && !address.ok) {
      return fail(problem(422, "bad_email", "email: must be one plain ASCII address."));
    }
    const developer = {
      id: id.value,
      name,
      email: address?.value,
      country: country?.toUpperCase(),
    };
    await saveDeveloper(deps, actor, developer);
    if (schedule) await setSchedule(deps, actor, { developerId: id.value, schedule });
    const { email: savedEmail = null, country: savedCountry = null } = developer;
    const saved = { id: id.value, name, email: savedEmail, country: savedCountry };
    return ok({ body: schedule ? { ...saved, schedule } : saved });
  },
);

const refuse = methodNotAllowed("PUT");

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as POST };
