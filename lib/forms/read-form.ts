import type { z } from "zod";
import { fail, ok, type Result } from "@/lib/domain/result";

export type FormProblem = {
  readonly status: "rejected";
  readonly message: string;
  readonly fieldErrors: Readonly<Record<string, string>>;
};

/**
 * Parses a form, with a message at each field that is wrong.
 *
 * Each field counts once: a second value of the same name would let two readers disagree. Fields
 * the schema does not know are dropped by it.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
): Result<z.output<Schema>, FormProblem> {
  const parsed = schema.safeParse(plainFields(form));
  if (parsed.success) return ok(parsed.data);
  const fieldErrors: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? "");
    if (!(field in fieldErrors)) fieldErrors[field] = issue.message;
  }
  const { "": whole, ...fields } = fieldErrors;
  const count = Object.keys(fields).length;
  const message =
    whole ?? (count === 1 ? "One field needs a change." : "Some fields need a change.");
  return fail({ status: "rejected", message, fieldErrors: fields });
}

const TYPED_LENGTH_MAX = 2_000;

/** What to put back into the fields. Fields named `secret…` are typed again. */
export function typedFields(form: FormData): Readonly<Record<string, string>> {
  const entries = Object.entries(plainFields(form)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(
    entries
      .filter(([name]) => !name.startsWith("secret"))
      .map(([name, value]) => [name, value.slice(0, TYPED_LENGTH_MAX)]),
  );
}

/** One value per name; several make a list, which only a schema that wants a list takes. */
function plainFields(form: FormData): Record<string, string | readonly string[]> {
  const fields = new Map<string, string | readonly string[]>();
  for (const name of new Set(form.keys())) {
    // Names that start with `$` are Next's own.
    if (name.startsWith("$") || name === "__proto__") continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    const [only] = values;
    if (only !== undefined) fields.set(name, values.length === 1 ? only : values);
  }
  return Object.fromEntries(fields);
}
