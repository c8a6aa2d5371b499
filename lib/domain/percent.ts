import { fail, ok, type Result } from "./result";

/** Reads `70`, `33.33` or `70 %` into basis points, without a float on the way. */
export function parsePercent(text: string): Result<number, { readonly kind: "bad_percent" }> {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return fail({ kind: "bad_percent" });
  const [, whole, fraction = ""] = match;
  const points = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return points <= 10_000 ? ok(points) : fail({ kind: "bad_percent" });
}

/** Basis points as a percentage with both decimals, such as `70.00`. */
export function percentInFull(points: number | bigint): string {
  const digits = points.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The same without decimals that are none, such as `70` or `33.30`. */
export function percentText(points: number): string {
  return percentInFull(points).replace(/\.00$/, "");
}
