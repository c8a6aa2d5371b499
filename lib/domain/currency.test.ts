import { describe, expect, it } from "vitest";
import { currencyExponent, parseCurrency, trustedCurrency } from "./currency";

describe("parseCurrency", () => {
  it.each(["eur", "EUR", "Eur"])("reads %s as eur", (text) => {
    expect(parseCurrency(text)).toEqual({ ok: true, value: "eur" });
  });

  it.each(["xaf", "xcd", "xof", "xpf"])(
    "knows %s, which is money though it begins with x",
    (text) => {
      expect(parseCurrency(text).ok).toBe(true);
    },
  );

  it.each([
    ...["", "eu", "euro", "eur ", " eur", "eur1", "1eur", "zzz", "€", "\u212aWD", "SE\u212a"],
    // Metals, funds and placeholders, of which the platform knows some.
    ...["xau", "xxx", "xdr", "xsu"],
  ])("refuses %j", (text) => {
    expect(parseCurrency(text)).toEqual({ ok: false, problem: { kind: "bad_currency", text } });
  });
});

describe("currencyExponent", () => {
  it.each([
    ["eur", 2],
    ["jpy", 0],
    ["kwd", 3],
    // As Stripe counts them, which is not what ISO 4217 says.
    ["isk", 2],
    ["ugx", 2],
    ["huf", 2],
    ["twd", 2],
    ["mga", 0],
  ])("counts %s with %i decimals, asked again too", (code, exponent) => {
    const currency = trustedCurrency(code);
    expect([currencyExponent(currency), currencyExponent(currency)]).toEqual([exponent, exponent]);
  });
});
