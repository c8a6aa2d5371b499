import { describe, expect, it } from "vitest";
import { trustedCurrency } from "@/lib/domain/currency";
import { shortMoney } from "./short-money";

describe("shortMoney", () => {
  it.each([
    [0, "eur", "€0"],
    [850, "eur", "€850"],
    [12_000, "eur", "€12k"],
    [12_500, "usd", "$12.5k"],
    [-1_500_000, "eur", "−€1.5M"],
    [120_000, "jpy", "¥120k"],
    [0.5, "eur", "€0.5"],
  ])("writes %d %s as %s", (amount, currency, text) => {
    expect(shortMoney(amount, trustedCurrency(currency))).toBe(text);
  });
});
