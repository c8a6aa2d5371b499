import { headers } from "next/headers";
import { forbidden, unauthorized } from "next/navigation";
import type { z } from "zod";
import { currentUser } from "@/lib/auth/guards";
import { authLog } from "@/lib/auth/log";
import { isOwnOrigin } from "@/lib/auth/request-origin";
import { environment } from "@/lib/config/environment";
import { isOutage } from "@/lib/config/outage";
import type { Action, FormAnswer, FormState } from "./form-state";
import { readForm, typedFields } from "./read-form";

type Definition<Actor, Schema extends z.ZodType> = {
  /** Mints who acts, or ends the request. */
  readonly guard: () => Promise<Actor>;
  readonly schema: Schema;
  readonly run: (actor: Actor, input: z.output<Schema>) => Promise<FormAnswer>;
};

/**
 * The only way to write a server action: own origin, then guard, then parse, then run.
 *
 * An action is a public endpoint that anybody can post to. A request from elsewhere and one that
 * the guard refuses get 403, one without a session 401, and nothing else is told.
 */
export function defineAction<Actor, Schema extends z.ZodType>(
  definition: Definition<Actor, Schema>,
): Action {
  return async (_previous, form) => {
    await refuseForeignOrigin();
    if (!(await currentUser())) unauthorized();
    return runAction(definition, await definition.guard(), formOf(form));
  };
}

/** For the few actions that come before a session: signing in. */
export function definePublicAction<Schema extends z.ZodType>(
  definition: Omit<Definition<undefined, Schema>, "guard">,
): Action {
  return async (_previous, form) => {
    await refuseForeignOrigin();
    return runAction(definition, undefined, formOf(form));
  };
}

async function refuseForeignOrigin(): Promise<void> {
  if (isOwnOrigin(await headers(), environment().APP_URL)) return;
  authLog().warn("an action was asked for from elsewhere");
  forbidden();
}

/** What is no form, such as a list in a crafted call, is one without fields. */
const formOf = (given: unknown): FormData => (given instanceof FormData ? given : new FormData());

async function runAction<Actor, Schema extends z.ZodType>(
  { schema, run }: Pick<Definition<Actor, Schema>, "schema" | "run">,
  actor: Actor,
  form: FormData,
): Promise<FormState> {
  const read = readForm(schema, form);
  const answer = read.ok ? await run(actor, read.value).catch(notNow) : read.problem;
  if (answer.status === "done") return answer;
  const { message, fieldErrors = {} } = answer;
  return { status: "rejected", message, fieldErrors, typed: typedFields(form) };
}

const NOT_NOW =
  "The database does not answer just now. Load the page again to see whether this was done, before you repeat it.";

/** What was typed stays in the form, instead of going down with the page. */
function notNow(error: unknown): FormAnswer {
  if (!isOutage(error)) throw error;
  authLog().error({ err: error }, "an action met a database that does not answer");
  return { status: "rejected", message: NOT_NOW };
}
