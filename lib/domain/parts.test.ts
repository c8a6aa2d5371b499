import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trusted } from "./ids";
import { type Author, divide, partsOfCorrection, partsOfSale } from "./parts";
import { basisPoints, type Split, splitCorrection, splitRevenue } from "./share";

const developer = (name: string) => trusted.developerId(name);
const author = (developerId: Author["developerId"], part: number) => ({
  developerId,
  part: basisPoints(part),
});

/** Two to eight developers whose parts make 100 %, some of them tiny. */
const authors = fc
  .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 7 })
  .map((cuts) => {
    const marks = [0, ...cuts.sort((left, right) => left - right), 10_000];
    return marks.slice(1).map((mark, at) => author(developer(`d${at}`), mark - (marks[at] ?? 0)));
  });
const rate = fc.integer({ min: 0, max: 10_000 }).map(basisPoints);
const amount = fc.oneof(
  fc.bigInt({ min: 0n, max: 30n }),
  fc.bigInt({ min: 0n, max: 1_000_000_000_000n }),
);

const total = (parts: readonly { readonly split: Split }[]) =>
  parts.reduce(
    (sum, { split }) => ({
      developer: sum.developer + split.developer,
      platform: sum.platform + split.platform,
    }),
    { developer: 0n, platform: 0n },
  );

describe("divide", () => {
  it.each([
    { sum: 100n, weights: [5_000n, 3_000n, 2_000n], parts: [50n, 30n, 20n] },
    { sum: 100n, weights: [3_334n, 3_333n, 3_333n], parts: [34n, 33n, 33n] },
    { sum: 2n, weights: [4_000n, 3_000n, 3_000n], parts: [1n, 1n, 0n] },
    { sum: 1n, weights: [5_000n, 5_000n], parts: [1n, 0n] },
    { sum: -3n, weights: [5_000n, 5_000n], parts: [-2n, -1n] },
    { sum: 0n, weights: [5_000n, 5_000n], parts: [0n, 0n] },
    { sum: 10n, weights: [9_999n, 1n], parts: [10n, 0n] },
    { sum: 3n, weights: [1n, 4n, 4n, 1n], parts: [1n, 1n, 1n, 0n] },
    { sum: 2n, weights: [2_000n, 2_000n, 2_000n, 4_000n], parts: [1n, 0n, 0n, 1n] },
  ])("gives $parts of $sum", ({ sum, weights, parts }) => {
    expect(divide(sum, weights)).toEqual(parts);
  });

  it("adds up, is never a cent or more off, and mirrors what is negative", () => {
    fc.assert(
      fc.property(amount, authors, (sum, shared) => {
        const weights = shared.map(({ part }) => BigInt(part));
        const parts = divide(sum, weights);
        expect(parts.reduce((left, right) => left + right, 0n)).toBe(sum);
        for (const [at, part] of parts.entries()) {
          const off = part * 10_000n - sum * (weights[at] ?? 0n);
          expect(off < 10_000n && off > -10_000n).toBe(true);
        }
        expect(divide(-sum, weights)).toEqual(parts.map((part) => -part));
      }),
    );
  });
});

describe("partsOfSale", () => {
  it("adds up to the whole on both sides, and gives nobody more than they stand for", () => {
    fc.assert(
      fc.property(amount, rate, authors, fc.boolean(), (gross, share, shared, isBack) => {
        const whole = splitRevenue(isBack ? -gross : gross, share);
        const parts = partsOfSale(whole, shared);
        expect(total(parts)).toEqual(whole);
        expect(parts.map(({ no }) => no)).toEqual(shared.map((_, at) => at + 1));
        for (const { split } of parts) {
          expect(isBack ? split.developer <= 0n : split.developer >= 0n).toBe(true);
          expect(isBack ? split.platform <= 0n : split.platform >= 0n).toBe(true);
        }
      }),
    );
  });
});

describe("partsOfCorrection", () => {
  it("takes from each exactly what each was given, in any number of parts", () => {
    const steps = fc.array(fc.bigInt({ min: 1n, max: 4_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, rate, authors, (refunds, share, shared) => {
        const gross = refunds.reduce((sum, refund) => sum + refund, 0n);
        const given = partsOfSale(splitRevenue(gross, share), shared);
        const left = given.map(({ split }) => ({ ...split }));
        let returned = 0n;
        for (const refund of refunds) {
          const [before, after] = [returned, returned + refund];
          returned = after;
          const taken = partsOfCorrection(
            splitRevenue(before, share),
            splitRevenue(after, share),
            given,
          );
          expect(total(taken)).toEqual(splitCorrection(before, after, share));
          for (const [at, { split }] of taken.entries()) {
            // No refund pays anybody, on either side.
            expect(split.developer <= 0n && split.platform <= 0n).toBe(true);
            const rest = left[at];
            if (!rest) continue;
            rest.developer += split.developer;
            rest.platform += split.platform;
            expect(rest.developer >= 0n && rest.platform >= 0n).toBe(true);
          }
        }
        expect(left.every((rest) => rest.developer === 0n && rest.platform === 0n)).toBe(true);
      }),
    );
  });

  it("returns to each what a dispute took from each, whatever was refunded before", () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        rate,
        authors,
        (kept, before, disputed, share, shared) => {
          const gross = kept + before + disputed;
          const given = partsOfSale(splitRevenue(gross, share), shared);
          const [open, won] = [splitRevenue(before, share), splitRevenue(before + disputed, share)];
          const taken = partsOfCorrection(open, won, given);
          const back = partsOfCorrection(won, open, given);
          const negated = taken.map(({ split }) => ({
            developer: -split.developer,
            platform: -split.platform,
          }));
          expect(back.map(({ split }) => split)).toEqual(negated);
        },
      ),
    );
  });
});
