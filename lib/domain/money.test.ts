import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, parseCurrency } from "./currency";
import { add, formatMoney, money, negate, parseDecimal, subtract, toDecimal } from "./money";

function currency(code: string) {
  const parsed = parseCurrency(code);
  if (!parsed.ok) throw new Error(code);
  return parsed.value;
}

describe("parseCurrency", () => {
  it.each(["eur", "USD", "Jpy", "kwd", "xof"])("knows %s", (code) => {
    expect(parseCurrency(code)).toEqual({ ok: true, value: code.toLowerCase() });
  });

  it.each(["", "eu", "euro", "xxx", "xau", "zzz", "еur", "€", "1eur"])("refuses %j", (code) => {
    expect(parseCurrency(code).ok).toBe(false);
  });

  it.each([
    ["eur", 2],
    ["jpy", 0],
    ["krw", 0],
    ["kwd", 3],
    ["bhd", 3],
    ["isk", 2],
    ["ugx", 2],
    ["huf", 2],
    ["twd", 2],
    ["mga", 0],
  ])("counts %s with %i decimals, as Stripe does", (code, exponent) => {
    expect(currencyExponent(currency(code))).toBe(exponent);
  });
});

describe("money", () => {
  it.each([
    [123_456n, "eur", "€1,234.56", "1234.56"],
    [-390n, "eur", "−€3.90", "-3.90"],
    [0n, "eur", "€0.00", "0.00"],
    [1_200n, "jpy", "¥1,200", "1200"],
    [1_234_567n, "kwd", "KWD 1,234.567", "1234.567"],
    [999_999_999_999_999_999n, "usd", "$9,999,999,999,999,999.99", "9999999999999999.99"],
    [-5n, "usd", "−$0.05", "-0.05"],
  ])("shows %s %s as %s", (minor, code, text, decimal) => {
    const amount = money(minor, currency(code));
    expect(formatMoney(amount).replaceAll("\u00a0", " ")).toBe(text);
    expect(toDecimal(amount)).toBe(decimal);
  });

  it("reads back every amount that it writes", () => {
    const limit = 1_000_000_000_000n;
    fc.assert(
      fc.property(
        fc.bigInt({ min: -limit, max: limit }),
        fc.constantFrom("eur", "jpy", "kwd"),
        (minor, code) => {
          const amount = money(minor, currency(code));
          expect(parseDecimal(toDecimal(amount), amount.currency)).toEqual({
            ok: true,
            value: amount,
          });
        },
      ),
    );
  });

  it.each([
    ["12", 1_200n],
    [" 12.3 ", 1_230n],
    ["-0.05", -5n],
    ["0", 0n],
    ["10000000000.00", 1_000_000_000_000n],
    ["-10000000000", -1_000_000_000_000n],
  ])("reads %j as %s cents", (text, minor) => {
    expect(parseDecimal(text, currency("eur"))).toMatchObject({ ok: true, value: { minor } });
  });

  it.each([
    ["", "not_a_number"],
    ["1,00", "not_a_number"],
    ["1e3", "not_a_number"],
    ["0x10", "not_a_number"],
    ["５", "not_a_number"],
    [".5", "not_a_number"],
    ["1.", "not_a_number"],
    ["1.005", "too_precise"],
    ["10000000000.01", "too_large"],
  ])("refuses %j as an amount in euros", (text, reason) => {
    const result = parseDecimal(text, currency("eur"));
    expect(result).toEqual({ ok: false, problem: { kind: "bad_amount", text, reason } });
  });

  it("adds and subtracts within one currency and refuses to mix two", () => {
    const left = money(5n, currency("eur"));
    expect(add(left, money(3n, currency("eur"))).minor).toBe(8n);
    expect(subtract(left, money(8n, currency("eur")))).toEqual(money(-3n, currency("eur")));
    expect(negate(left).minor).toBe(-5n);
    expect(() => add(left, money(3n, currency("usd")))).toThrow(/mix/);
    expect(() => subtract(left, money(3n, currency("usd")))).toThrow(/mix/);
  });
});
