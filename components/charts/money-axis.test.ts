import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moneyAxis } from "./money-axis";

describe("moneyAxis", () => {
  it("takes round steps and goes below the line only as far as the lowest bar", () => {
    expect(moneyAxis(-300, 7_300)).toEqual({
      domain: [-315, 8_000],
      ticks: [0, 2_000, 4_000, 6_000, 8_000],
    });
  });

  it("labels what lies below the line once it is large", () => {
    expect(moneyAxis(-4_500, 4_000).ticks).toEqual([-4_000, -2_000, 0, 2_000, 4_000]);
  });

  it("draws nothing but the line where there is no money", () => {
    expect(moneyAxis(0, 0)).toEqual({ domain: [0, 1], ticks: [0] });
  });

  it("holds every bar, with few ticks", () => {
    const amount = fc.double({ min: 0.01, max: 1e13, noNaN: true });
    fc.assert(
      fc.property(amount, amount, (high, low) => {
        const { domain, ticks } = moneyAxis(-low, high);
        expect(domain[0]).toBeLessThanOrEqual(-low);
        expect(domain[1]).toBeGreaterThanOrEqual(high * 0.999999);
        expect(ticks.length).toBeLessThanOrEqual(11);
        expect(ticks.some((tick) => tick === 0)).toBe(true);
      }),
    );
  });
});
