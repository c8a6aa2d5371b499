import { deps } from "@/app/deps";
import {
  type AdminActor,
  type AdminScope,
  type ApiActor,
  type ApiScope,
  isAdminScope,
  type MarketplaceScope,
} from "@/lib/auth/actor";
import { type ApiRefusal, requireAdminKey, requireApiKey } from "@/lib/auth/api-key";
import { assertZone } from "@/lib/auth/process-zone";
import { isOutage } from "@/lib/config/outage";
import { toJson } from "@/lib/domain/json";
import type { Result } from "@/lib/domain/result";
import type { Deps } from "@/lib/use-cases/deps";

import { type ApiProblem, problem, problemResponse } from "./problem";

export type ApiAnswer = { readonly status?: number; readonly body: object };

type Handler<Actor, Params> = (call: {
  readonly request: Request;
  readonly actor: Actor;
  readonly deps: Deps;
  readonly params: Params;
}) => Promise<Result<ApiAnswer, ApiProblem>>;

type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

/** A route for the marketplace's backend. */
export function defineRoute<Params = Record<string, never>>(
  scope: MarketplaceScope,
  run: Handler<ApiActor, Params>,
): Route<Params> {
  return guarded((request) => requireApiKey(request, scope), run);
}

/** A route for an admin who acts through a key of theirs. */
export function defineAdminRoute<Params = Record<string, never>>(
  scope: AdminScope,
  run: Handler<AdminActor, Params>,
): Route<Params> {
  return guarded((request) => requireAdminKey(request, scope), run);
}

/**
 * A route of the API: always checks the key first, answers in JSON, and lets nothing of an
 * unexpected error out. There is no other way to write one.
 */
function guarded<Actor, Params>(
  guard: (request: Request) => Promise<Result<Actor, ApiRefusal>>,
  run: Handler<Actor, Params>,
): Route<Params> {
  return async (request, context) => {
    try {
      const actor = await guard(request);
      if (!actor.ok) return problemResponse(refusal(actor.problem));
      await assertZone(deps());
      const params = await context.params;
      const answer = await run({ request, actor: actor.value, deps: deps(), params });
      if (!answer.ok) return problemResponse(answer.problem);
      return new Response(toJson(answer.value.body), {
        status: answer.value.status ?? 200,
        // `no-transform` also spares the compression of answers that only machines read.
        headers: { "content-type": "application/json", "cache-control": "no-store, no-transform" },
      });
    } catch (error) {
      return problemResponse(failure(request, error));
    }
  };
}

/** What a key without the right is answered. */
export function refusal(refused: ApiRefusal): ApiProblem {
  if (refused.kind === "missing_scope") {
    const detail = `This key lacks the scope ${refused.scope}. A key keeps its scopes: ${newKeyWords(refused.scope)}`;
    return problem(403, "missing_scope", detail);
  }
  if (refused.kind === "no_admin_any_more") {
    const detail = `Whoever this key acts for is no admin any more. ${NEW_ADMIN_KEY}`;
    return problem(403, refused.kind, detail);
  }
  if (refused.kind === "too_many_bad_keys") {
    const detail = `Too many wrong API keys. Mend the key, and wait ${refused.waitSeconds} s.`;
    const headers = { "retry-after": String(refused.waitSeconds) };
    return { ...problem(429, refused.kind, detail), headers };
  }
  const detail =
    refused.kind === "missing_key"
      ? "Send Authorization: Bearer followed by an API key."
      : "The API key is unknown or revoked. Send a live one, or make one under Settings.";
  const headers = { "www-authenticate": 'Bearer realm="remit"' };
  return { ...problem(401, refused.kind, detail), headers };
}

const NEW_ADMIN_KEY =
  "Make a new key as somebody who is one, under Settings or by `remit api-key create … --as EMAIL`.";

function newKeyWords(scope: ApiScope): string {
  const as = isAdminScope(scope) ? " --as EMAIL" : "";
  return `make one with it under Settings, or by \`remit api-key create NAME --scopes ${scope}${as}\`.`;
}

/**
 * Repeating is always safe: events, corrections and adjustments carry their external ids, a
 * reversal what was seen as left, and everything else is put, or done once and then says so.
 */
function failure(request: Request, error: unknown): ApiProblem {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const { pathname } = new URL(request.url);
  const name = error instanceof Error ? error.name : typeof error;
  const text = error instanceof Error ? error.message : "";
  console.error(
    JSON.stringify({
      level: "error",
      name: "api",
      method: request.method,
      pathname,
      code,
      error: name,
      text,
    }),
  );
  if (isOutage(error)) {
    const detail = "The database does not answer. Nothing is lost: send the same request again.";
    return { ...problem(503, "unavailable", detail), headers: { "retry-after": "5" } };
  }
  return problem(500, "internal_error", "Something failed on our side. Sending again is safe.");
}
