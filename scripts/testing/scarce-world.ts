import { findRunPayouts } from "@/db/queries/payouts";
import { findPauses } from "@/db/queries/sending-pauses";
import type { RunId } from "@/lib/domain/ids";
import { missing } from "@/lib/domain/sending-pause";
import { approveRun } from "@/lib/use-cases/approve-run";
import { verify } from "@/lib/use-cases/verify";
import { createTestDatabase } from "./database";
import {
  accepted,
  addDeveloper,
  createPayoutWorld,
  type PayoutWorld,
  prepareMonthOf,
  recordSales,
  type Sale,
} from "./payout-world";
import { startTestSimulator } from "./simulator";

export type Wanted = {
  readonly of: "ada" | "ben" | "cleo";
  readonly owed: bigint;
  readonly currency?: string;
};

/** A world whose Stripe balance is empty until a test puts money there. */
export type ScarceWorld = PayoutWorld & {
  /** Each run pays a month of its own, to whom it owes what it says. */
  readonly approvedRun: (wanted: readonly Wanted[]) => Promise<RunId>;
  /** `ada eur approved 1`: who, what, how far, and by how many attempts. */
  readonly standing: (runId: RunId) => Promise<readonly string[]>;
  /** `1170 eur`: what is missing, for each paused currency. */
  readonly paused: () => Promise<readonly string[]>;
  readonly transfersOf: (runId: RunId) => Promise<number>;
  /** What verify finds broken. */
  readonly broken: () => Promise<readonly string[]>;
  readonly emptyBalance: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function createScarceWorld(): Promise<ScarceWorld> {
  const simulator = await startTestSimulator();
  const db = await createTestDatabase({ connectionsMax: 20 });
  const at = new Date("2026-01-20T20:00:00Z");
  const world = await createPayoutWorld(db, simulator, { at, timeoutMs: 1_000 });
  for (const name of ["ada", "ben", "cleo"]) await addDeveloper(world, name);
  const payoutsOf = (runId: RunId) => findRunPayouts(db, world.admin, runId);
  let sales = 0;
  return {
    ...world,
    approvedRun: (wanted) => {
      sales += wanted.length;
      return approvedRun(world, wanted, sales);
    },
    standing: async (runId) =>
      (await payoutsOf(runId))
        .map((payout) =>
          [payout.developerId, payout.amount.currency, payout.state, payout.attempts].join(" "),
        )
        .sort(),
    paused: async () =>
      (await findPauses(db)).map((pause) => `${missing(pause)?.minor} ${pause.currency}`),
    transfersOf: async (runId) => {
      const groups = (await payoutsOf(runId)).map(({ id }) => `payout:${id}`);
      const { transfers } = await simulator.control.state();
      return transfers.filter(({ transfer_group: group }) => groups.includes(group ?? "")).length;
    },
    broken: async () => {
      const { checks } = await verify(world.deps);
      return checks.filter(({ offenders }) => offenders > 0).map(({ id }) => id);
    },
    emptyBalance: () => emptyBalance(world),
    stop: async () => {
      await db.drop();
      await simulator.close();
    },
  };
}

async function approvedRun(
  world: PayoutWorld,
  wanted: readonly Wanted[],
  sales: number,
): Promise<RunId> {
  const on = world.now().toISOString().slice(0, 10);
  const reports = wanted.map(({ of, owed, currency = "eur" }, index): Sale => {
    const amount = (owed * 10n) / 7n;
    return { id: `sale-${sales - index}`, plugin: `${of}-plugin`, amount, on, currency };
  });
  await recordSales(world, reports);
  const runId = await prepareMonthOf(world, on);
  accepted(await approveRun(world.deps, world.admin, runId));
  return runId;
}

/** Leaves the marketplace nothing in its Stripe balance. */
export async function emptyBalance({
  deps,
  simulator,
}: Pick<PayoutWorld, "deps" | "simulator">): Promise<void> {
  for (const { currency, minor } of await deps.transfers.fetchAvailableBalance()) {
    if (minor !== 0n) await simulator.control.fund(currency, -Number(minor));
  }
}
