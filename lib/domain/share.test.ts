import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basisPoints, splitCorrection, splitRevenue } from "./share";

const share = fc.integer({ min: 0, max: 10_000 }).map(basisPoints);
const amount = fc.bigInt({ min: 0n, max: 1_000_000_000_000n });

describe("splitRevenue", () => {
  it.each([
    { gross: 90n, developer: 63n },
    { gross: 170n, developer: 119n },
    { gross: 180n, developer: 126n },
    { gross: 330n, developer: 231n },
    { gross: 999n, developer: 699n },
    { gross: 1n, developer: 0n },
    { gross: 0n, developer: 0n },
    { gross: -999n, developer: -699n },
  ])("gives $developer of $gross at 70 %", ({ gross, developer }) => {
    expect(splitRevenue(gross, basisPoints(7_000))).toEqual({
      developer,
      platform: gross - developer,
    });
  });

  it("is the exact floor for every amount from 0 to 1,000,000 at 70 %", () => {
    // Counts up beside the split instead of calculating: 7 tenths more with each unit.
    let tenths = 0;
    let misses = 0;
    for (let gross = 0; gross <= 1_000_000; gross++) {
      const { developer, platform } = splitRevenue(BigInt(gross), basisPoints(7_000));
      const floor = (tenths - (tenths % 10)) / 10;
      if (developer !== BigInt(floor) || developer + platform !== BigInt(gross)) misses++;
      tenths += 7;
    }
    expect(misses).toBe(0);
  });

  it("never creates or loses a cent, and treats a refund as the mirror of a sale", () => {
    fc.assert(
      fc.property(amount, share, (gross, rate) => {
        const sale = splitRevenue(gross, rate);
        const refund = splitRevenue(-gross, rate);
        expect(sale.developer + sale.platform).toBe(gross);
        expect(refund.developer).toBe(-sale.developer);
        expect(sale.developer).toBeGreaterThanOrEqual(0n);
        expect(sale.developer).toBeLessThanOrEqual(gross);
      }),
    );
  });

  it("refuses a rate that is not a whole number of basis points", () => {
    for (const rate of [-1, 10_001, 0.5, Number.NaN]) {
      expect(() => basisPoints(rate)).toThrow(`from 0 to 10000, not ${rate}`);
    }
  });
});

describe("splitCorrection", () => {
  it("takes back exactly what the sale gave, in any number of parts", () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 5_000n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, share, (refunds, rate) => {
        const total = refunds.reduce((sum, part) => sum + part, 0n);
        let returned = 0n;
        let developer = 0n;
        for (const refund of refunds) {
          const split = splitCorrection(returned, returned + refund, rate);
          expect(split.developer + split.platform).toBe(-refund);
          developer += split.developer;
          returned += refund;
        }
        expect(developer).toBe(-splitRevenue(total, rate).developer);
      }),
    );
  });

  it("returns with a won dispute exactly what the dispute took", () => {
    const rate = basisPoints(7_000);
    const dispute = splitCorrection(333n, 1_000n, rate);
    const won = splitCorrection(1_000n, 333n, rate);
    expect(won).toEqual({ developer: -dispute.developer, platform: -dispute.platform });
  });
});
