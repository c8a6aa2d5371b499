import type { Currency } from "./currency";
import type { DeveloperId, PluginId } from "./ids";
import type { RevenueTerm } from "./terms";

/** A rate that somebody thinks of: the effective day does not change what it would have done. */
export type TermChange = Pick<RevenueTerm, "scope" | "share">;

/** What one developer got from one plugin in a currency, and what they would have got. */
export type EffectPart = {
  readonly developerId: DeveloperId;
  readonly pluginId: PluginId;
  readonly currency: Currency;
  /** Sales that the rate would have split otherwise or equally; not those at a closer rate. */
  readonly sales: number;
  readonly before: bigint;
  readonly after: bigint;
};

/** A sum of parts. Minor units. */
export type Effect = {
  readonly currency: Currency;
  readonly sales: number;
  readonly before: bigint;
  readonly after: bigint;
};

export type AffectedDeveloper = Effect & { readonly developerId: DeveloperId };
export type AffectedPlugin = Effect & { readonly pluginId: PluginId };

export type TermEffect = {
  /** A currency each, in the order of the currencies. */
  readonly totals: readonly Effect[];
  /** Those with the largest difference, either way, of each currency. */
  readonly developers: readonly AffectedDeveloper[];
  readonly plugins: readonly AffectedPlugin[];
  readonly developersTotal: number;
  readonly pluginsTotal: number;
};

/** How many of each currency are named. */
export const AFFECTED_MAX = 10;

/** Sums the parts up: by currency, and by whom and what it would have changed the most for. */
export function sumEffect(parts: readonly EffectPart[]): TermEffect {
  const totals = sumBy(parts, ({ currency }) => currency);
  const developers = sumBy(parts, (part) => `${part.currency} ${part.developerId}`).filter(
    isChange,
  );
  const plugins = sumBy(parts, (part) => `${part.currency} ${part.pluginId}`).filter(isChange);
  return {
    totals: totals.map(effectOf),
    developers: largest(developers).map((sum) => ({
      ...effectOf(sum),
      developerId: sum.developerId,
    })),
    plugins: largest(plugins).map((sum) => ({ ...effectOf(sum), pluginId: sum.pluginId })),
    developersTotal: new Set(developers.map(({ developerId }) => developerId)).size,
    pluginsTotal: new Set(plugins.map(({ pluginId }) => pluginId)).size,
  };
}

/** What would have changed: above zero for the developers, below for the platform. */
export function difference({ before, after }: Pick<Effect, "before" | "after">): bigint {
  return after - before;
}

/** A sum for each key, which tells currencies apart: in their order, then as they came. */
function sumBy(
  parts: readonly EffectPart[],
  keyOf: (part: EffectPart) => string,
): readonly EffectPart[] {
  const sums = new Map<string, EffectPart>();
  for (const part of parts) {
    const key = keyOf(part);
    const sum = sums.get(key);
    sums.set(key, {
      ...part,
      sales: part.sales + (sum?.sales ?? 0),
      before: part.before + (sum?.before ?? 0n),
      after: part.after + (sum?.after ?? 0n),
    });
  }
  return [...sums.values()].sort((left, right) => compare(left.currency, right.currency));
}

function largest(sums: readonly EffectPart[]): readonly EffectPart[] {
  const shown = new Map<Currency, number>();
  return [...sums]
    .sort(
      (left, right) =>
        compare(left.currency, right.currency) ||
        Number(size(right) - size(left)) ||
        compare(left.developerId, right.developerId) ||
        compare(left.pluginId, right.pluginId),
    )
    .filter(({ currency }) => {
      const count = (shown.get(currency) ?? 0) + 1;
      shown.set(currency, count);
      return count <= AFFECTED_MAX;
    });
}

function effectOf({ currency, sales, before, after }: EffectPart): Effect {
  return { currency, sales, before, after };
}

function isChange(part: EffectPart): boolean {
  return difference(part) !== 0n;
}

/** The larger the difference, the larger this, either way. */
function size(part: EffectPart): bigint {
  return difference(part) ** 2n;
}

function compare(left: string, right: string): number {
  return Number(left > right) - Number(left < right);
}
