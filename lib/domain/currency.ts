import { fail, ok, type Result } from "./result";

declare const brand: unique symbol;
/** A lower-case ISO 4217 code, as Stripe writes it. */
export type Currency = string & { readonly [brand]: "Currency" };

export type BadCurrency = { readonly kind: "bad_currency"; readonly text: string };

/**
 * Stripe counts these in other minor units than ISO 4217 does.
 * Source: Stripe documentation, "Supported currencies", special cases and zero-decimal currencies.
 */
const STRIPE_EXPONENTS: Readonly<Record<string, number>> = {
  isk: 2,
  ugx: 2,
  huf: 2,
  twd: 2,
  mga: 0,
};

/** ISO codes that start with X are metals, funds and placeholders, but for these real currencies. */
const REAL_X_CURRENCIES = new Set(["xaf", "xcd", "xof", "xpf"]);

const KNOWN = new Set(
  Intl.supportedValuesOf("currency")
    .map((code) => code.toLowerCase())
    .filter((code) => !code.startsWith("x") || REAL_X_CURRENCIES.has(code)),
);

const exponents = new Map<string, number>();

/** Accepts a known three-letter code in either case. */
export function parseCurrency(text: string): Result<Currency, BadCurrency> {
  // The Kelvin sign, too, becomes a `k` in lower case.
  const code = text.toLowerCase();
  const isKnown = /^[A-Za-z]+$/.test(text) && KNOWN.has(code);
  return isKnown ? ok(code as Currency) : fail({ kind: "bad_currency", text });
}

/** How many decimal digits the minor unit has: 2 for `eur`, 0 for `jpy`, 3 for `kwd`. */
export function currencyExponent(currency: Currency): number {
  const known = exponents.get(currency);
  // Stryker disable next-line ConditionalExpression: what is remembered is found again, only slower
  if (known !== undefined) return known;
  const exponent =
    STRIPE_EXPONENTS[currency] ??
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits ??
    2;
  // Stryker disable next-line CallExpression: as above
  exponents.set(currency, exponent);
  return exponent;
}

/** For codes that come out of the database, where they were parsed on the way in. */
export function trustedCurrency(code: string): Currency {
  return code as Currency;
}
