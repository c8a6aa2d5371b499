import { type Currency, currencyExponent } from "./currency";
import { fail, ok, type Result } from "./result";

/** An amount in the currency's minor unit. The two are never apart. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

/** The largest amount of one event, in minor units, either side of zero. */
export const AMOUNT_MAX_MINOR = 1_000_000_000_000n;

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency };
}

export function add(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return { minor: left.minor + right.minor, currency: left.currency };
}

export function subtract(left: Money, right: Money): Money {
  assertSameCurrency(left, right);
  return { minor: left.minor - right.minor, currency: left.currency };
}

export function negate(amount: Money): Money {
  return { minor: -amount.minor, currency: amount.currency };
}

/** Plain decimal text, for exports: `-12.30`, `1200`. Exact, without a currency sign. */
export function toDecimal({ minor, currency }: Money): string {
  const exponent = currencyExponent(currency);
  const digits = minor
    .toString()
    .replace("-", "")
    .padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const rest = exponent === 0 ? "" : `.${digits.slice(-exponent)}`;
  return `${minor < 0n ? "-" : ""}${whole}${rest}`;
}

export type BadAmount = {
  readonly kind: "bad_amount";
  readonly text: string;
  readonly reason: "not_a_number" | "too_precise" | "too_large";
};

/** Reads what a person types (`12.30`, `1200`) into minor units, without a float on the way. */
export function parseDecimal(text: string, currency: Currency): Result<Money, BadAmount> {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,10}))?$/.exec(text.trim());
  if (!match) return fail({ kind: "bad_amount", text, reason: "not_a_number" });
  const [, sign, whole, fraction = ""] = match;
  const exponent = currencyExponent(currency);
  if (fraction.length > exponent) return fail({ kind: "bad_amount", text, reason: "too_precise" });
  const minor = BigInt(`${whole}${fraction.padEnd(exponent, "0")}`);
  if (minor > AMOUNT_MAX_MINOR) return fail({ kind: "bad_amount", text, reason: "too_large" });
  return ok({ minor: sign === "-" ? -minor : minor, currency });
}

/**
 * How people read it: `€1,234.56`, `−€3.90`, `¥1,200`.
 *
 * The decimal text goes to the formatter as a string, so no digit is lost to a float.
 */
export function formatMoney(amount: Money, locale = "en"): string {
  const exponent = currencyExponent(amount.currency);
  const formatter = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  return formatter.format(toDecimal(amount) as Intl.StringNumericLiteral).replace("-", "−");
}

function assertSameCurrency(left: Money, right: Money): void {
  if (left.currency !== right.currency) {
    throw new Error(`Cannot mix ${left.currency} with ${right.currency}`);
  }
}
