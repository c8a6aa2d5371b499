import { describe, expect, it } from "vitest";
import { trustedCurrency } from "../currency";
import { SKIP_REASONS } from "../eligibility";
import { trustedDay, trustedPeriod } from "../period";
import { skipWords } from "./skip-words";
import { recordedWords, unpaidWords } from "./unpaid-words";

const eur = (minor: bigint) => ({ minor, currency: trustedCurrency("eur") });
const UNPAID = { amount: eur(700n), minimum: eur(1_000n), requirementsDue: ["external_account"] };
const SKIP = { ...UNPAID, period: trustedPeriod("2026-03") };

describe("unpaidWords", () => {
  it.each([
    ["below_minimum", {}, "€7.00 is not paid yet: it is below the €10.00 minimum."],
    [undefined, {}, "€7.00 is paid with the next run."],
    [
      undefined,
      { through: trustedPeriod("2026-03") },
      "€7.00, earned through March 2026, is paid with the next run.",
    ],
    [
      "not_onboarded",
      { through: trustedPeriod("2026-03") },
      "€7.00, earned through March 2026, is not paid yet: you have not connected a Stripe account, so there is nowhere to send it.",
    ],
    [
      "owes_marketplace",
      { amount: eur(-700n), through: trustedPeriod("2026-03") },
      "Nothing is paid for now: more was taken back than you earned through March 2026, which leaves −€7.00.",
    ],
    [undefined, { pluginName: "Timer" }, "€7.00 of Timer is paid with the next run."],
    [
      "holding_days",
      { payableFrom: trustedDay("2026-04-15") },
      "€7.00 is not paid yet: it can be paid from 15 Apr 2026 on.",
    ],
    [
      "onboarding_incomplete",
      {},
      "€7.00 is not paid yet: Stripe still needs a bank account for payouts from you before it takes transfers.",
    ],
    [
      "owes_marketplace",
      { amount: eur(-700n) },
      "Nothing is paid for now: more was taken back than you earned in closed months, which leaves −€7.00.",
    ],
    [
      "owes_marketplace",
      { pluginName: "Timer" },
      "€7.00 of Timer is not paid yet: it does not make up for what was taken back of your other plugins.",
    ],
    [
      "owes_marketplace",
      { pluginName: "Timer", amount: eur(-700n) },
      "Nothing of Timer is paid for now: more of it was taken back than it earned, which leaves −€7.00.",
    ],
  ] as const)("says of %s with %o: %s", (reason, changes, sentence) => {
    expect(unpaidWords({ ...UNPAID, ...changes, reason }).sentence).toBe(sentence);
  });

  it.each(SKIP_REASONS)(
    "says for %s the amount, whose turn it is and nothing of a run",
    (reason) => {
      const words = unpaidWords({ ...UNPAID, reason });
      expect(words.sentence).toMatch(/^[^.]*€7\.00.*\.$/);
      expect(words.sentence).not.toContain("You were not paid");
      expect(words.turn).toBe(skipWords({ ...SKIP, reason }).turn);
    },
  );
});

describe("recordedWords", () => {
  const skip = { ...SKIP, reason: "onboarding_incomplete" } as const;
  const { sentence } = skipWords(skip);

  it("say what still helps, as long as the reason is the same", () => {
    expect(recordedWords(skip, { ...UNPAID, reason: skip.reason })).toEqual({
      ...skipWords(skip),
      instead: undefined,
    });
  });

  it("say what Stripe asks for now, not what it asked for then", () => {
    const checked = { ...SKIP, reason: "restricted_by_stripe", requirementsDue: [] } as const;
    expect(skipWords(checked).turn).toBe("stripe");
    expect(recordedWords(checked, { ...UNPAID, reason: checked.reason }).turn).toBe("developer");
  });

  it("say that it is over, and what pays it", () => {
    expect(recordedWords(skip, { ...UNPAID, reason: undefined })).toEqual({
      ...{ sentence, turn: "marketplace", remedy: "It prepares and approves the run." },
      instead: "That is not the reason any more. €7.00 is paid with the next run.",
    });
  });

  it("say that it is over, and which reason holds now", () => {
    expect(recordedWords(skip, { ...UNPAID, reason: "below_minimum" })).toEqual({
      ...{ sentence, turn: "nobody" },
      instead:
        "That is not the reason any more. €7.00 is not paid yet: it is below the €10.00 minimum.",
      remedy: "Nothing to do: it is paid with the month that brings you above the minimum.",
    });
  });

  it("say that it is over when nothing is left to pay", () => {
    expect(recordedWords(skip, undefined)).toMatchObject({ sentence, turn: "nobody" });
  });
});
