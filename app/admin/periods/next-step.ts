import type { PeriodOverview } from "@/db/queries/periods";
import { periodName } from "@/lib/domain/words/period-words";

/** What an admin does next about a month, in a few words. Months are closed in order. */
export function nextStep(overview: PeriodOverview, all: readonly PeriodOverview[]): string {
  if (overview.state === "open") return "Wait for the month to end";
  if (overview.state === "ended") {
    const earlier = all
      .filter(({ state, period }) => state === "ended" && period < overview.period)
      .at(-1);
    return earlier ? `Close ${periodName(earlier.period)} first` : "Close it";
  }
  if (overview.totals.some(({ onItsWay }) => onItsWay !== 0n)) return "See its payouts through";
  if (overview.totals.every(({ unsettled }) => unsettled <= 0n)) return "Nothing: it is settled";
  // A run takes along what earlier months left, so only the newest closed one is to be prepared.
  const isNewest = !all.some(({ state, period }) => state === "closed" && period > overview.period);
  return isNewest && overview.runs === 0 ? "Prepare payouts" : "Nothing: the rest is carried over";
}
