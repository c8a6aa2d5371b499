import { problem, problemResponse } from "./problem";

/**
 * What a route answers to other methods than its own. `OPTIONS` is one of them: no browser of
 * another site is to call the API, so that there is nothing to allow it.
 */
export function methodNotAllowed(...allowed: readonly string[]): () => Response {
  const methods = allowed.join(", ");
  const detail = `This address takes ${methods} only.`;
  return () =>
    problemResponse({
      ...problem(405, "method_not_allowed", detail),
      headers: { allow: methods },
    });
}
