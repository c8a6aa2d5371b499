import { describe, expect, it } from "vitest";
import { ACCESS_LOST } from "../connect";
import { trustedCurrency } from "../currency";
import type { Debt } from "../debt";
import { SKIP_REASONS } from "../eligibility";
import { trustedDay, trustedPeriod } from "../period";
import { debtOutlook, debtSum, debtTitle, debtUnsent } from "./debt-words";
import { holdingWords, sweepWords } from "./payout-rule-words";
import { skipAdminWords } from "./skip-admin-words";
import { skipWords } from "./skip-words";

const eur = (minor: bigint) => ({ minor, currency: trustedCurrency("eur") });
const SKIP = {
  amount: eur(390n),
  minimum: eur(500n),
  hold: undefined,
  payableFrom: trustedDay("2026-04-15"),
  requirementsDue: ["individual.dob", "external_account"],
  disabledReason: undefined,
};

const HOLD = {
  ...{ reason: "A dispute", by: "user:fin@example.com", at: new Date("2026-04-03T10:00:00Z") },
};

describe("skipAdminWords", () => {
  it("has a sentence for each reason that says what would change it", () => {
    const sentences = SKIP_REASONS.map((reason) => skipAdminWords({ ...SKIP, reason }));
    expect(new Set(sentences).size).toBe(SKIP_REASONS.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ["holding_days", {}, "Prepare again from 15 Apr 2026 on."],
    ["below_minimum", {}, "minimum of €5.00"],
    ["restricted_by_stripe", {}, "until it has their date of birth and a bank account"],
    ["restricted_by_stripe", { requirementsDue: [] }, "is checking"],
    ["onboarding_incomplete", {}, "needs their date of birth"],
    ["onboarding_incomplete", { requirementsDue: [] }, "needs details from them"],
    ["rejected_by_stripe", {}, "another way"],
    ["rejected_by_stripe", { disabledReason: ACCESS_LOST }, "connect again"],
    ["on_hold", { hold: HOLD }, "since 3 Apr 2026 by fin@example.com: “A dispute”. Lift the hold"],
    ["on_hold", { hold: { ...HOLD, reason: "Legal looks." } }, "“Legal looks.” Lift the hold"],
    ["on_hold", { hold: { ...HOLD, liftedAt: HOLD.at } }, "“A dispute”. It is lifted by now."],
    ["below_minimum", { pluginName: "Timer" }, "What Timer earned is below the minimum"],
    ["owes_marketplace", { pluginName: "Timer" }, "does not make up for what was taken back of"],
    ["owes_marketplace", { pluginName: "Timer", amount: eur(-1n) }, "More of Timer was taken back"],
  ] as const)("of %s with %o says %s", (reason, changes, words) => {
    expect(skipAdminWords({ ...SKIP, ...changes, reason })).toContain(words);
  });
});

describe("skipWords", () => {
  const facts = { ...SKIP, period: trustedPeriod("2026-03") };

  it("tells a hold of Stripe's with what is missing from one that it only checks", () => {
    const missing = skipWords({ ...facts, reason: "restricted_by_stripe" });
    expect(missing.sentence).toContain("until it has your date of birth and a bank account");
    expect(missing.turn).toBe("developer");
    const checked = skipWords({ ...facts, reason: "restricted_by_stripe", requirementsDue: [] });
    expect(checked.sentence).toContain("while it checks it");
    expect(checked.turn).toBe("stripe");
  });

  it("says from when on what is held can be paid", () => {
    const { remedy } = skipWords({ ...facts, reason: "holding_days" });
    expect(remedy).toBe("Nothing to do: it can be paid from 15 Apr 2026 on.");
  });
});

describe("the words of rules and debts", () => {
  it.each([
    [{ holdingDays: 0, sweepMonth: undefined }, "Once closed", "Never"],
    [{ holdingDays: 1, sweepMonth: 1 }, "After 1 day", "In the run of January"],
    [{ holdingDays: 14, sweepMonth: 12 }, "After 14 days", "In the run of December"],
  ])("of the rule %o are %s and %s", (rule, holding, sweep) => {
    expect([holdingWords(rule), sweepWords(rule)]).toEqual([holding, sweep]);
  });

  it("add up to what is owed", () => {
    const debt: Debt = {
      ...{ balance: eur(-3_500n), since: trustedDay("2026-04-03"), takenBack: eur(-6_000n) },
      ...{ earned: eur(2_000n), returned: eur(500n), unsent: eur(0n), causes: [], causesTotal: 0 },
    };
    expect(debtTitle(debt, "you")).toBe("You owe the marketplace €35.00 since 3 Apr 2026");
    expect(debtTitle(debt, "they")).toBe("They owe the marketplace €35.00 since 3 Apr 2026");
    expect(debtSum(debt)).toBe(
      "€60.00 was taken back, €20.00 of unpaid earnings and €5.00 back from payouts that were reversed count against it: €35.00 is left.",
    );
    expect(debtSum({ ...debt, earned: eur(0n), returned: eur(0n) })).toBe("€60.00 was taken back.");
    expect(debtUnsent(debt)).toBeUndefined();
    expect(debtUnsent({ ...debt, unsent: eur(14_000n) })).toBe(
      "€140.00 beside it is in payouts that are not sent yet, so €105.00 is outstanding in all.",
    );
    expect(debtOutlook("you")).not.toBe(debtOutlook("they"));
  });
});
