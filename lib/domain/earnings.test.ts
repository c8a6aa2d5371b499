import { describe, expect, it } from "vitest";
import { addEarnings, type EarningsSums, grossSales, NO_EARNINGS } from "./earnings";

const row: EarningsSums = {
  installs: 1,
  freeInstalls: 2,
  renewals: 3,
  refunds: 4,
  amount: 5n,
  developerShare: 6n,
  platformShare: 7n,
  refundedAmount: -8n,
  refundedShare: -9n,
};

describe("addEarnings", () => {
  it("adds each figure to its own", () => {
    expect(addEarnings([row, row, row])).toEqual({
      installs: 3,
      freeInstalls: 6,
      renewals: 9,
      refunds: 12,
      amount: 15n,
      developerShare: 18n,
      platformShare: 21n,
      refundedAmount: -24n,
      refundedShare: -27n,
    });
  });

  it("makes nothing of nothing", () => {
    expect(addEarnings([])).toEqual(NO_EARNINGS);
    expect(Object.values(NO_EARNINGS).every((figure) => Number(figure) === 0)).toBe(true);
  });
});

describe("grossSales", () => {
  it("is what was sold before anything was given back", () => {
    expect(grossSales(row)).toBe(13n);
  });
});
