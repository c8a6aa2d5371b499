import { z } from "zod";
import type { Result } from "@/lib/domain/result";

/** A field that one of the domain's parsers reads. */
export function parsed<Value>(parse: (text: string) => Result<Value, unknown>, message: string) {
  return z.string({ error: message }).transform((text, context): Value => {
    const result = parse(text);
    if (result.ok) return result.value;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** The same for a field that may be left empty. */
export function parsedIfFilled<Value>(
  parse: (text: string) => Result<Value, unknown>,
  message: string,
) {
  return z
    .string({ error: message })
    .optional()
    .transform((text, context): Value | undefined => {
      if (text === undefined || text === "") return undefined;
      const result = parse(text);
      if (result.ok) return result.value;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });
}
