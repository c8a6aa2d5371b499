import { runOnce } from "@/lib/jobs/run-worker";
import { createLog } from "@/lib/logging/log";
import { reconcile } from "@/lib/use-cases/reconcile";
import { JOB_LEASE_MAX_MS } from "@/lib/use-cases/run-job";
import { verify } from "@/lib/use-cases/verify";
import type { WorkStep } from "@/lib/use-cases/work-step";
import { CRASH_POINTS } from "./crash-points";
import type { FaultWorld } from "./fault-world";

/** Over the two minutes of a payout's lease, and over the longest of a job's. */
const LEASES_OVER_SECONDS = JOB_LEASE_MAX_MS / 1_000 + 60;

/** Processes that die at a numbered step, and what comes after them. */
export type Deaths = {
  /** How the process ended that does so; the steps that were played are noted. */
  readonly dieAt: (
    step: string,
    who: "worker" | "person",
    ...act: readonly string[]
  ) => Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What the next worker makes of it, when the dead one's leases are over. */
  readonly restart: () => Promise<void>;
  /** Steps of these kinds of work that nobody has died at. */
  readonly missing: (...works: readonly string[]) => readonly string[];
  /** What contradicts the invariants, Stripe or the simulator's own journal. */
  readonly problems: () => Promise<readonly unknown[]>;
};

export function createDeaths(world: FaultWorld): Deaths {
  const played = new Set<string>();
  return {
    dieAt: async (step, who, ...act) => {
      played.add(step);
      const dying = world.startScript(`scripts/faults/dying-${who}.ts`, step, ...act);
      return dying.exited;
    },
    restart: async () => {
      await world.advance(LEASES_OVER_SECONDS);
      await runOnce(world.deps, { log: createLog("worker", "silent"), perSecond: 1_000 });
    },
    missing: (...works) => stepsOf(...works).filter((step) => !played.has(step)),
    problems: () => problemsOf(world),
  };
}

function stepsOf(...works: readonly string[]): readonly WorkStep[] {
  const steps = Object.keys(CRASH_POINTS) as readonly WorkStep[];
  return steps.filter((step) => works.some((work) => step.startsWith(`${work}.`)));
}

async function problemsOf({ deps, simulator }: FaultWorld): Promise<readonly unknown[]> {
  const { checks } = await verify(deps);
  const { fixed, differences } = await reconcile(deps);
  return [
    ...checks.filter(({ offenders }) => offenders > 0),
    ...fixed,
    ...differences,
    ...(await simulator.control.check()).problems,
    ...(await simulator.control.contract()).violations,
  ];
}
