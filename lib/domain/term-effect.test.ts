import { describe, expect, it } from "vitest";
import { trustedCurrency } from "./currency";
import { trusted } from "./ids";
import { AFFECTED_MAX, type EffectPart, sumEffect } from "./term-effect";

function part(
  developer: string,
  plugin: string,
  before: bigint,
  after: bigint,
  currency = "eur",
): EffectPart {
  return {
    developerId: trusted.developerId(developer),
    pluginId: trusted.pluginId(plugin),
    currency: trustedCurrency(currency),
    ...{ sales: 1, before, after },
  };
}

describe("sumEffect", () => {
  it("never adds two currencies to one figure", () => {
    const { totals, developers } = sumEffect([
      part("ada", "atlas", 70n, 80n, "usd"),
      part("ada", "atlas", 70n, 60n),
      part("ada", "aster", 7n, 6n),
    ]);
    expect(totals).toEqual([
      { currency: "eur", sales: 2, before: 77n, after: 66n },
      { currency: "usd", sales: 1, before: 70n, after: 80n },
    ]);
    expect(developers.map(({ currency, before }) => `${currency} ${before}`)).toEqual([
      "eur 77",
      "usd 70",
    ]);
  });

  it("names those first for whom the most would have changed, up or down", () => {
    const { developers, plugins } = sumEffect([
      part("ada", "atlas", 10n, 12n),
      part("ben", "borea", 10n, 1n),
      part("ben", "brisk", 10n, 19n),
      part("cleo", "cirrus", 10n, 5n),
    ]);
    expect(developers.map(({ developerId }) => developerId)).toEqual(["cleo", "ada"]);
    expect(plugins.map(({ pluginId }) => pluginId)).toEqual(["borea", "brisk", "cirrus", "atlas"]);
  });

  it("leaves out for whom nothing changes, and says how many there are beyond those named", () => {
    const parts = Array.from({ length: AFFECTED_MAX + 3 }, (_, index) =>
      part(`dev-${index}`, `plugin-${index}`, 10n, 10n + BigInt(index)),
    );
    const { developers, developersTotal, plugins, pluginsTotal } = sumEffect(parts);
    expect(developers.length).toBe(AFFECTED_MAX);
    expect(developers[0]).toMatchObject({ developerId: "dev-12", after: 22n });
    expect([developersTotal, plugins.length, pluginsTotal]).toEqual([12, AFFECTED_MAX, 12]);
  });

  it("of no sales is nothing", () => {
    expect(sumEffect([])).toMatchObject({ totals: [], developers: [], developersTotal: 0 });
  });
});
