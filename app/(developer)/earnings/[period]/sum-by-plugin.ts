import type { PluginDay } from "@/db/queries/earnings-by-plugin";
import { addEarnings, type EarningsSums } from "@/lib/domain/earnings";
import type { PluginId } from "@/lib/domain/ids";

export type PluginSums = {
  readonly id: PluginId;
  readonly name: string;
  readonly sums: EarningsSums;
};

/** A plugin's days as one row, whoever earned most first. */
export function sumByPlugin(rows: readonly PluginDay[]): readonly PluginSums[] {
  return [...Map.groupBy(rows, ({ pluginId }) => pluginId)]
    .map(([id, days]) => ({ id, name: days[0]?.pluginName ?? id, sums: addEarnings(days) }))
    .sort((left, right) => (left.sums.developerShare < right.sums.developerShare ? 1 : -1));
}
