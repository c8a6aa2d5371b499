import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trustedCurrency } from "@/lib/domain/currency";
import { type ChartBar, groupSeries, OTHER, SERIES_MAX, toChartNumber } from "./chart-series";

function bar(id: string, parts: readonly (readonly [string, bigint, bigint])[]): ChartBar {
  return {
    id,
    label: id,
    name: id,
    inProgress: false,
    parts: parts.map(([seriesId, earned, returned]) => ({
      seriesId,
      seriesName: seriesId.toUpperCase(),
      earned,
      returned,
    })),
  };
}

describe("groupSeries", () => {
  it("orders series by what they earned over all bars", () => {
    const { series } = groupSeries([
      bar("jan", [
        ["a", 1n, 0n],
        ["b", 5n, 0n],
      ]),
      bar("feb", [["a", 10n, 0n]]),
    ]);
    expect(series.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  it("puts all beyond the seventh into Other and says how many", () => {
    const parts = Array.from({ length: 10 }, (_, n) => [`p${n}`, BigInt(10 - n), 0n] as const);
    const { series, bars } = groupSeries([bar("jan", parts)]);
    expect(series).toHaveLength(SERIES_MAX + 1);
    expect(series.at(-1)).toMatchObject({ id: OTHER, name: "Other (3)" });
    expect(bars[0]?.earned[OTHER]).toBe(3n + 2n + 1n);
  });

  it("shows no series for plugins that only had free installs", () => {
    const { series } = groupSeries([
      bar("jan", [
        ["free", 0n, 0n],
        ["paid", 3n, 0n],
      ]),
    ]);
    expect(series.map(({ id }) => id)).toEqual(["paid"]);
  });

  it("loses no cent in grouping, whatever is earned and given back", () => {
    const part = fc.tuple(
      fc.integer({ min: 0, max: 20 }).map((n) => `p${n}`),
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.bigInt({ min: -(10n ** 15n), max: 0n }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(part, { maxLength: 30 }), { maxLength: 13 }), (given) => {
        const { bars } = groupSeries(given.map((parts, index) => bar(String(index), parts)));
        bars.forEach(({ earned, returned, total }, index) => {
          const drawn = Object.values(earned).reduce((sum, value) => sum + value, returned);
          const expected = (given[index] ?? []).reduce(
            (sum, [, plus, minus]) => sum + plus + minus,
            0n,
          );
          expect(drawn).toBe(expected);
          expect(total).toBe(expected);
        });
      }),
    );
  });
});

describe("toChartNumber", () => {
  it("knows how many digits the minor unit has", () => {
    expect(toChartNumber(123_456n, trustedCurrency("eur"))).toBe(1234.56);
    expect(toChartNumber(123_456n, trustedCurrency("jpy"))).toBe(123_456);
  });
});
