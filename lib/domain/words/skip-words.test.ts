import { describe, expect, it } from "vitest";
import { trustedCurrency } from "../currency";
import { SKIP_REASONS } from "../eligibility";
import { trustedPeriod } from "../period";
import { skipWords } from "./skip-words";

const eur = (minor: bigint) => ({ minor, currency: trustedCurrency("eur") });

describe("skipWords", () => {
  it("names the balance, the minimum and the month it is carried to", () => {
    const { sentence } = skipWords({
      reason: "below_minimum",
      amount: eur(390n),
      minimum: eur(500n),
      period: trustedPeriod("2026-03"),
    });
    expect(sentence).toBe(
      "You were not paid for March: your balance of €3.90 is below the €5.00 minimum. It is carried to April.",
    );
  });

  it.each(SKIP_REASONS)(
    "says for %s what happened, the amount and what would change it",
    (reason) => {
      const words = skipWords({
        reason,
        amount: eur(-1_234n),
        minimum: eur(500n),
        period: trustedPeriod("2025-12"),
      });
      expect(words.sentence).toMatch(/^You were not paid for December: .*−€12\.34.*\.$/);
      expect(words.sentence).toContain("January");
      expect(words.remedy).toMatch(/\.$/);
    },
  );
});
