import type { z } from "zod";
import { fail, ok, type Result } from "@/lib/domain/result";
import { readJson } from "./parse-json";
import { type ApiProblem, problem } from "./problem";

/** A JSON body by its schema, or a problem that names the first field that is wrong. */
export async function parseBody<Output>(
  request: Request,
  schema: z.ZodType<Output>,
): Promise<Result<Output, ApiProblem>> {
  const json = await readJson(request);
  if (!json.ok) return json;
  if (typeof json.value !== "object" || json.value === null || Array.isArray(json.value)) {
    return fail(problem(400, "bad_request", "Send a JSON object."));
  }
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  const words = issue?.message ?? "is wrong";
  return fail(problem(422, "bad_field", field === "" ? `${words}.` : `${field}: ${words}.`));
}
