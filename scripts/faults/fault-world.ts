import { findRunPayouts } from "@/db/queries/payouts";
import type { RunId } from "@/lib/domain/ids";
import { approveRun } from "@/lib/use-cases/approve-run";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { problemsOf } from "@/scripts/testing/payout-proof";
import {
  accepted,
  addDeveloper,
  createPayoutWorld,
  type PayoutWorld,
  prepareMonthOf,
  recordSales,
} from "@/scripts/testing/payout-world";
import { settle } from "@/scripts/testing/sent-runs";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { type Child, type ChildOutput, startChild } from "./child";

/** A marketplace that faults are thrown at: real database, real processes, a simulated Stripe. */
export type FaultWorld = PayoutWorld & {
  /** Sales of a month for so many developers, closed and prepared. */
  readonly preparedRun: (developers: number) => Promise<RunId>;
  readonly approvedRun: (developers?: number) => Promise<RunId>;
  readonly payoutsOf: (runId: RunId) => ReturnType<typeof findRunPayouts>;
  readonly stateCount: (runId: RunId, state: string) => Promise<number>;
  /** A worker of its own process; with `--once` it does what is there and ends. */
  readonly startWorker: (...args: readonly string[]) => Child;
  readonly startScript: (script: string, ...args: readonly string[]) => Child;
  /** A process of this marketplace, with settings of its own beside the world's, and its output. */
  readonly startProcess: (
    args: readonly string[],
    settings: Readonly<Record<string, string>>,
    output?: ChildOutput,
  ) => Child;
  /** Time passes and workers work, with no more faults, until the run is paid. */
  readonly settle: (runId: RunId) => Promise<void>;
  /** What contradicts "paid exactly once, and nothing else", over everything that ever happened. */
  readonly problems: () => ReturnType<typeof problemsOf>;
  readonly close: () => Promise<void>;
};

/** When it begins: past for every process, also for one that has not heard the world's time yet. */
export const START = new Date("2026-01-20T20:00:00Z");

export async function createFaultWorld(
  options: {
    readonly db?: TestDatabase;
    readonly simulator?: TestSimulator;
    /** What processes connect to, where that is not the database itself. */
    readonly databaseUrl?: string;
    readonly stripeUrl?: string;
  } = {},
): Promise<FaultWorld> {
  const simulator = options.simulator ?? (await startTestSimulator());
  const db = options.db ?? (await createTestDatabase({ connectionsMax: 20 }));
  const world = await createPayoutWorld(db, simulator, { at: START, timeoutMs: 500 });
  await simulator.control.fund("eur", 1_000_000_000);
  const env = {
    DATABASE_URL: options.databaseUrl ?? db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_payouts",
    STRIPE_API_BASE: options.stripeUrl ?? simulator.url,
    REMIT_CLOCK: simulator.url,
  };
  const children: Child[] = [];
  const startProcess: FaultWorld["startProcess"] = (args, settings, output) => {
    const child = startChild(args, { ...env, ...settings }, output);
    children.push(child);
    return child;
  };
  const startScript = (...script: readonly string[]) => startProcess(script, {});
  const preparedRun = createPreparing(world);
  const payoutsOf = (runId: RunId) => findRunPayouts(db, world.admin, runId);
  return {
    ...world,
    preparedRun,
    approvedRun: async (developers = 1) => {
      const runId = await preparedRun(developers);
      accepted(await approveRun(world.deps, world.admin, runId));
      return runId;
    },
    payoutsOf,
    stateCount: async (runId, state) =>
      (await payoutsOf(runId)).filter((payout) => payout.state === state).length,
    startWorker: (...args) => startScript("worker/main.ts", ...args),
    startScript,
    startProcess,
    settle: (runId) => settle(world, runId),
    problems: () => problemsOf(world),
    close: async () => {
      for (const { process } of children) if (process.exitCode === null) process.kill("SIGKILL");
      await Promise.all(children.map(({ exited }) => exited));
      await db.drop();
      await simulator.close();
    },
  };
}

/** Each run pays a month of its own. */
function createPreparing(world: PayoutWorld): FaultWorld["preparedRun"] {
  const known = new Set<string>();
  let sales = 0;
  return async (developers) => {
    const on = world.now().toISOString().slice(0, 10);
    for (let no = 1; no <= developers; no++) {
      const id = `dev-${no}`;
      if (!known.has(id)) await addDeveloper(world, id);
      known.add(id);
      sales += 1;
      const sale = { id: `sale-${sales}`, plugin: `${id}-plugin`, amount: 1_000n + BigInt(sales) };
      await recordSales(world, [{ ...sale, on }]);
    }
    return prepareMonthOf(world, on);
  };
}
