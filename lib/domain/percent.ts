import { fail, ok, type Result } from "./result";

/** Reads `70`, `33.33` or `70 %` into basis points, without a float on the way. */
export function parsePercent(text: string): Result<number, { readonly kind: "bad_percent" }> {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return fail({ kind: "bad_percent" });
  const [, whole, fraction = ""] = match;
  const points = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return points <= 10_000 ? ok(points) : fail({ kind: "bad_percent" });
}
