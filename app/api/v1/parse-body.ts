import { z } from "zod";
import { fail, ok, type Result } from "@/lib/domain/result";
import { readJson, readOptionalJson } from "./parse-json";
import { type ApiProblem, problem } from "./problem";

/** A JSON body by its schema, or a problem that names the first field that is wrong. */
export async function parseBody<Output>(
  request: Request,
  schema: z.ZodType<Output>,
): Promise<Result<Output, ApiProblem>> {
  const json = await readJson(request);
  return json.ok ? parseObject(json.value, schema) : json;
}

/** For acts that need to be told nothing: no body, or an empty object. */
export async function parseNoBody(request: Request): Promise<Result<object, ApiProblem>> {
  return parseOptionalBody(request, z.strictObject({}));
}

/** A body that may be left out, which then is an empty object. */
export async function parseOptionalBody<Output>(
  request: Request,
  schema: z.ZodType<Output>,
): Promise<Result<Output, ApiProblem>> {
  const json = await readOptionalJson(request);
  return json.ok ? parseObject(json.value, schema) : json;
}

function parseObject<Output>(
  value: unknown,
  schema: z.ZodType<Output>,
): Result<Output, ApiProblem> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fail(problem(400, "bad_request", "Send a JSON object."));
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join(".") ?? "";
  const words = issue?.message ?? "is wrong";
  return fail(problem(422, "bad_field", field === "" ? `${words}.` : `${field}: ${words}.`));
}
