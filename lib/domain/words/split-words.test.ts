import { describe, expect, it } from "vitest";
import { trustedCurrency } from "../currency";
import { basisPoints, splitRevenue } from "../share";
import { rateWords, type SplitFacts, splitWords } from "./split-words";

function facts(amount: bigint, share: number, currency = "eur"): SplitFacts {
  const split = splitRevenue(amount, basisPoints(share));
  return {
    kind: amount < 0n ? "refund" : "install",
    currency: trustedCurrency(currency),
    amount,
    developerShare: split.developer,
    platformShare: split.platform,
    share: basisPoints(share),
    correctsSale: false,
  };
}

describe("splitWords", () => {
  it("shows every digit of the product and what rounding made of it", () => {
    expect(splitWords(facts(1_999n, 7_000))).toBe(
      "€19.99 × 70% = €13.993, rounded towards zero to €13.99. The marketplace’s part is €6.00.",
    );
  });

  it("does not speak of rounding where nothing was rounded", () => {
    expect(splitWords(facts(1_000n, 7_000))).toBe(
      "€10.00 × 70% = €7.00. The marketplace’s part is €3.00.",
    );
  });

  it("keeps the sign of what was given back, and currencies without a minor unit", () => {
    expect(splitWords(facts(-1_001n, 3_333, "jpy"))).toBe(
      "−¥1,001 × 33.33% = −¥333.6333, rounded towards zero to −¥333. The marketplace’s part is −¥668.",
    );
  });

  it("loses no digit of an amount beyond what a float can hold", () => {
    expect(splitWords(facts(999_999_999_999n, 7_777))).toContain("= €7,776,999,999.992223,");
  });

  it("tells a co-author their part, and how its cents came about", () => {
    const part = basisPoints(3_000);
    expect(splitWords({ ...facts(3_001n, 7_000), part })).toBe(
      "Your part: 30% of this plugin, €30.01. At 70% it is €21.00 for you and €9.01 for the marketplace. Cents are rounded so that all parts make the whole.",
    );
    expect(splitWords({ ...facts(-3_001n, 7_000), part, correctsSale: true })).toMatch(
      /−€30\.01\. At 70% it is −€21\.00 for you .* take back exactly what it gave you\.$/,
    );
    expect(splitWords({ ...facts(0n, 7_000), part })).toBe(
      "Your part: 30% of this plugin. None of it comes to a cent for you.",
    );
    expect(splitWords({ ...facts(0n, 7_000), part, isFree: true })).toMatch(/^Free/);
  });

  it("says that nothing is split on a free install", () => {
    expect(splitWords(facts(0n, 7_000))).toBe("Free: there is nothing to split.");
  });
});

describe("rateWords", () => {
  it.each([
    [7_000, "70%"],
    [3_333, "33.33%"],
    [10_000, "100%"],
    [5, "0.05%"],
  ])("writes %d basis points as %s", (share, words) => {
    expect(rateWords(basisPoints(share))).toBe(words);
  });
});
