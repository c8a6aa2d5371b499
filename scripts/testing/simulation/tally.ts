import { faultKinds, type SimulationReport } from "./play";
import { STRIPE_FAULT_KINDS } from "./stripe-faults";

/** With fewer runs than this, some kind of fault may have had no chance to hit. */
const RUNS_FOR_EVERY_KIND = 500;

/** What many simulations came to. */
export type Tally = {
  readonly add: (report: SimulationReport) => void;
  readonly runs: () => number;
  readonly payouts: () => number;
  readonly events: () => number;
  /** How often each kind of fault hit, in the order of their names. */
  readonly hits: () => readonly (readonly [string, number])[];
  readonly wrong: () => readonly SimulationReport[];
  /** Kinds that should have hit by now, and never did. */
  readonly missing: () => readonly string[];
};

export function createTally(): Tally {
  const kinds = [...new Set([...STRIPE_FAULT_KINDS, ...faultKinds()])];
  const hits = new Map<string, number>(kinds.map((kind) => [kind, 0]));
  const wrong: SimulationReport[] = [];
  const sums = { runs: 0, payouts: 0, events: 0 };
  return {
    add: (report) => {
      sums.runs += 1;
      sums.payouts += report.payouts;
      sums.events += report.events;
      for (const [kind, count] of report.hits) hits.set(kind, (hits.get(kind) ?? 0) + count);
      if (report.problems.length > 0) wrong.push(report);
    },
    runs: () => sums.runs,
    payouts: () => sums.payouts,
    events: () => sums.events,
    hits: () => [...hits].sort(([left], [right]) => (left < right ? -1 : 1)),
    wrong: () => wrong,
    missing: () =>
      sums.runs < RUNS_FOR_EVERY_KIND ? [] : kinds.filter((kind) => hits.get(kind) === 0),
  };
}

/** The command that plays one seed again. */
export function replayCommand(seed: number): string {
  return `npm run simulate -- --runs 1 --seed ${seed}`;
}
