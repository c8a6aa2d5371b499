import type { Currency } from "./currency";
import type { PluginId } from "./ids";
import { type Author, partsOfCorrection, partsOfSale } from "./parts";
import { type BasisPoints, splitRevenue } from "./share";
import type { EffectPart } from "./term-effect";

/** Sales of a shared plugin that come to the same: one amount, and as much of it given back. */
export type SharedSales = {
  readonly pluginId: PluginId;
  readonly currency: Currency;
  readonly sales: bigint;
  /** What was reported of each, and how much of that its buyer has back, ≥ 0. */
  readonly whole: bigint;
  readonly returned: bigint;
  /** Its developers, the owner first, each with what they have of one such sale. */
  readonly authors: readonly (Author & { readonly share: bigint })[];
};

/** What each developer of shared sales would have at another rate, divided as the real one is. */
export function effectOnShared(same: SharedSales, share: BasisPoints): readonly EffectPart[] {
  const { pluginId, currency, sales, whole, returned, authors } = same;
  const given = partsOfSale(splitRevenue(whole, share), authors);
  const nothing = splitRevenue(0n, share);
  const taken = partsOfCorrection(nothing, splitRevenue(returned, share), given);
  const parts = [...given, ...taken];
  return authors.map(({ developerId, share: had }, index) => {
    const has = parts
      .filter((part) => part.developerId === developerId)
      .reduce((sum, { split }) => sum + split.developer, 0n);
    return {
      ...{ developerId, pluginId, currency },
      // Counted once for all of its developers, with the owner.
      sales: index === 0 ? Number(sales) : 0,
      before: had * sales,
      after: has * sales,
    };
  });
}
