import type { RunSummary } from "@/db/queries/runs";

/** Whom a run is about: `for everybody`, `for Aurora Plugworks`, `for one plugin`. */
export function scopeWords(
  run: Pick<RunSummary, "developerId" | "pluginId">,
  payouts: readonly { readonly developerId: string; readonly developerName: string }[] = [],
): string {
  if (run.developerId !== undefined) {
    const name = payouts.find(({ developerId }) => developerId === run.developerId)?.developerName;
    return `for ${name ?? run.developerId} only`;
  }
  if (run.pluginId !== undefined) return `for the plugin ${run.pluginId} only`;
  return "for everybody";
}
