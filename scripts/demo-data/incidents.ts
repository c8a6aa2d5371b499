import type { EventKind } from "@/lib/domain/event";
import { CAST, type CastPlugin, MONTHS } from "./cast";
import { type DemoEvent, demoEvent } from "./demo-event";

type Step = readonly [
  id: string,
  kind: EventKind,
  amount: number,
  monthsAgo: number,
  day: number,
  correctsId?: string,
];

/** What every marketplace meets sooner or later, told once each. Amounts in minor units. */
const INCIDENTS: Readonly<Record<string, readonly Step[]>> = {
  // A chargeback that the marketplace lost, and one that it won back.
  "query-trail": [
    ["query-trail-team", "install", 42_000, 5, 4],
    ["query-trail-team-dispute", "dispute", 42_000, 4, 12, "query-trail-team"],
  ],
  "palette-forge": [
    ["palette-forge-school", "install", 36_000, 6, 9],
    ["palette-forge-school-dispute", "dispute", 36_000, 5, 3, "palette-forge-school"],
    ["palette-forge-school-won", "dispute_won", 36_000, 3, 18, "palette-forge-school"],
  ],
  // One sale given back in three parts, which add up to the cent.
  "pipeline-meter": [
    ["pipeline-meter-fleet", "install", 99_999, 4, 6],
    ["pipeline-meter-fleet-refund-1", "refund", 33_333, 4, 21, "pipeline-meter-fleet"],
    ["pipeline-meter-fleet-refund-2", "refund", 33_333, 3, 8, "pipeline-meter-fleet"],
    ["pipeline-meter-fleet-refund-3", "refund", 10_000, 2, 2, "pipeline-meter-fleet"],
  ],
  // A large order, paid out to the developer and given back afterwards: now they owe it.
  "audit-beacon": [
    ["audit-beacon-enterprise", "install", 640_000, 5, 11],
    ["audit-beacon-enterprise-refund", "refund", 640_000, 2, 14, "audit-beacon-enterprise"],
  ],
};

/** `start` is the first day of the story. */
export function generateIncidents(start: Date): readonly DemoEvent[] {
  const plugins = new Map(
    CAST.flatMap((developer) => developer.plugins).map((plugin) => [plugin.id, plugin]),
  );
  return Object.entries(INCIDENTS).flatMap(([pluginId, steps]) => {
    const plugin = plugins.get(pluginId);
    if (!plugin) throw new Error(`No plugin ${pluginId} in the cast`);
    return steps.map((step) => eventOf(plugin, step, start));
  });
}

function eventOf(
  plugin: CastPlugin,
  [id, kind, amount, monthsAgo, day, correctsId]: Step,
  start: Date,
): DemoEvent {
  const month = start.getUTCMonth() + MONTHS - 1 - monthsAgo;
  const at = new Date(Date.UTC(start.getUTCFullYear(), month, day, 14, 30));
  const corrects = correctsId === undefined ? {} : { correctsId };
  return demoEvent(plugin, { id, kind, amount, at, ...corrects });
}
