import { describe, expect, it } from "vitest";
import { currencyExponent, parseCurrency, trustedCurrency } from "./currency";

describe("parseCurrency", () => {
  it.each(["eur", "EUR", "Eur"])("reads %s as eur", (text) => {
    expect(parseCurrency(text)).toEqual({ ok: true, value: "eur" });
  });

  it.each(["xaf", "xcd", "xcg", "xof", "xpf"])(
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
    ["mga", 0],
    // Nobody reads their hundredths, and Stripe counts them all the same.
    ["huf", 2],
    ["twd", 2],
    ["idr", 2],
    ["pkr", 2],
    ["cop", 2],
    ["rsd", 2],
    ["all", 2],
    ["xcg", 2],
  ])("counts %s with %i decimals", (code, exponent) => {
    expect(currencyExponent(trustedCurrency(code))).toBe(exponent);
  });

  it("knows each currency without hundredths that Stripe has, and no other", () => {
    const known = Intl.supportedValuesOf("currency").map((code) => code.toLowerCase());
    const odd = known.filter((code) => currencyExponent(trustedCurrency(code)) !== 2);
    expect(odd.join(" ")).toBe(
      "bhd bif clp djf gnf iqd jod jpy kmf krw kwd lyd mga omr pyg rwf tnd vnd vuv xaf xof xpf",
    );
  });
});
