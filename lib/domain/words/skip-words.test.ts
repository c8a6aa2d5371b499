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

  it.each([
    ["below_minimum", 390n, "what Timer earned, €3.90, is below the €5.00 minimum."],
    ["on_hold", 390n, "on hold. What Timer earned, €3.90, stays yours and is carried to April."],
    ["not_onboarded", 390n, "nowhere to send the €3.90 that Timer earned."],
    ["owes_marketplace", 390n, "€3.90 that Timer earned does not make up for what was taken back"],
    [
      "owes_marketplace",
      -390n,
      "more of Timer was taken back than it earned, which leaves −€3.90.",
    ],
    ["under_review", 390n, "your details. What Timer earned, €3.90, is carried to April."],
  ] as const)("speaks of what a plugin earned in its run: %s of %d", (reason, minor, words) => {
    const { sentence } = skipWords({
      ...{ reason, amount: eur(minor), minimum: eur(500n), pluginName: "Timer" },
      period: trustedPeriod("2026-03"),
    });
    expect(sentence).toContain(words);
    expect(sentence).not.toMatch(/your balance/i);
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
