import type { DeveloperId, PluginId } from "./ids";
import { type BasisPoints, DEFAULT_SHARE } from "./share";

/** A rate that applies from an instant on, to one plugin, one developer or the whole marketplace. */
export type RevenueTerm = {
  readonly scope:
    | { readonly kind: "plugin"; readonly pluginId: PluginId }
    | { readonly kind: "developer"; readonly developerId: DeveloperId }
    | { readonly kind: "marketplace" };
  readonly share: BasisPoints;
  readonly effectiveFrom: Date;
};

/** Whether a rate may take the place of another one of its scope and day: until that has begun. */
export function isReplaceable(
  known: Pick<RevenueTerm, "share">,
  wanted: Pick<RevenueTerm, "share" | "effectiveFrom">,
  now: Date,
): boolean {
  return wanted.effectiveFrom > now && known.share !== wanted.share;
}

const SPECIFICITY = ["plugin", "developer", "marketplace"] as const;

/**
 * The share that held for a plugin and its owner at an instant.
 *
 * The most specific scope wins, and within it the latest term that had begun. A marketplace
 * without any term splits 70 / 30.
 */
export function shareAt(
  terms: readonly RevenueTerm[],
  sale: { readonly pluginId: PluginId; readonly developerId: DeveloperId; readonly at: Date },
): BasisPoints {
  for (const kind of SPECIFICITY) {
    const latest = terms
      .filter((term) => term.scope.kind === kind && covers(term, sale))
      .filter(({ effectiveFrom }) => effectiveFrom <= sale.at)
      .sort((left, right) => left.effectiveFrom.getTime() - right.effectiveFrom.getTime())
      .at(-1);
    if (latest) return latest.share;
  }
  return DEFAULT_SHARE;
}

function covers(
  { scope }: RevenueTerm,
  sale: { readonly pluginId: PluginId; readonly developerId: DeveloperId },
): boolean {
  if (scope.kind === "plugin") return scope.pluginId === sale.pluginId;
  if (scope.kind === "developer") return scope.developerId === sale.developerId;
  return true;
}
