import { fail, ok, type Result } from "./result";

declare const brand: unique symbol;
/** A lower-case ISO 4217 code, as Stripe writes it. */
export type Currency = string & { readonly [brand]: "Currency" };

export type BadCurrency = { readonly kind: "bad_currency"; readonly text: string };

/**
 * How Stripe counts the currencies that have no hundredths; all others have. Not asked of the
 * platform, which says how many digits people like to read: none of `idr`, `pkr` or `cop`.
 * Source: Stripe documentation, "Supported currencies", special cases and zero-decimal currencies.
 */
const ZERO_DECIMAL: ReadonlySet<string> = new Set([
  ...["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf"],
  ...["vnd", "vuv", "xaf", "xof", "xpf"],
]);
/** ISO 4217 has two more than Stripe. */
const THREE_DECIMAL: ReadonlySet<string> = new Set([
  ...["bhd", "iqd", "jod", "kwd", "lyd", "omr", "tnd"],
]);

/** ISO codes that start with X are metals, funds and placeholders, but for these real currencies. */
const REAL_X_CURRENCIES = new Set(["xaf", "xcd", "xcg", "xof", "xpf"]);

const KNOWN = new Set(
  Intl.supportedValuesOf("currency")
    .map((code) => code.toLowerCase())
    .filter((code) => !code.startsWith("x") || REAL_X_CURRENCIES.has(code)),
);

/** Accepts a known three-letter code in either case. */
export function parseCurrency(text: string): Result<Currency, BadCurrency> {
  // The Kelvin sign, too, becomes a `k` in lower case.
  const code = text.toLowerCase();
  const isKnown = /^[A-Za-z]+$/.test(text) && KNOWN.has(code);
  return isKnown ? ok(code as Currency) : fail({ kind: "bad_currency", text });
}

/** How many decimal digits the minor unit has: 2 for `eur`, 0 for `jpy`, 3 for `kwd`. */
export function currencyExponent(currency: Currency): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** For codes that come out of the database, where they were parsed on the way in. */
export function trustedCurrency(code: string): Currency {
  return code as Currency;
}
