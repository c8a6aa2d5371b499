import { setTimeout as wait } from "node:timers/promises";
import type { RunId } from "@/lib/domain/ids";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import type { Simulator } from "@/simulator/server";
import type { TestDatabase } from "../database";
import { problemsOf } from "../payout-proof";
import { createPayoutWorld, type PayoutWorld } from "../payout-world";
import { type Chance, createChance } from "../simulation/chance";
import {
  armFaults,
  collectHits,
  SENDING_FAULT_KINDS,
  type SendingFault,
  SLOW_MS,
} from "../simulation/stripe-faults";
import { CRASHES, type Crash, passOfWorker } from "./crashes";
import { openMarketplace } from "./marketplace";

const OTHER_FAULTS = [
  "key_pruned",
  "balance_short",
  "capability_lost",
  "two_workers",
  "double_approval",
  "canceled_midway",
] as const;
export type Fault = SendingFault | Crash | (typeof OTHER_FAULTS)[number];
export const FAULTS: readonly Fault[] = [...SENDING_FAULT_KINDS, ...CRASHES, ...OTHER_FAULTS];

export type SimulationReport = {
  readonly seed: number;
  readonly hits: readonly Fault[];
  readonly payouts: number;
  readonly problems: readonly string[];
};

type Simulation = {
  readonly world: PayoutWorld;
  readonly chance: Chance;
  readonly hit: (fault: Fault) => void;
};

const START = new Date("2026-02-02T08:00:00Z");
const TIMEOUT_MS = 150;
const PERIOD = trustedPeriod("2026-01");
const HEALTHY_PASSES_MAX = 80;
const HOUR = 3_600;

/**
 * Pays a small random marketplace while everything fails that can, then lets the faults stop and
 * demands that all comes right by itself: every payout final, and Stripe's transfers exactly the
 * payouts. The same seed makes the same choices.
 */
export async function simulate(
  seed: number,
  db: TestDatabase,
  simulator: Simulator,
): Promise<SimulationReport> {
  const hits: Fault[] = [];
  const chance = createChance(seed);
  await simulator.control.reset();
  const world = await createPayoutWorld(db, simulator, { at: START, timeoutMs: TIMEOUT_MS });
  const simulation: Simulation = { world, chance, hit: (fault) => hits.push(fault) };
  await openMarketplace(world, chance);
  await fundPlatform(simulation);

  await prepareAndApprove(simulation);
  for (let round = chance.whole(3, 5); round > 0; round--) await faultyRound(simulation);
  await settle(simulation);

  const [row] = await db.sql<{ count: number }[]>`
    select count(*)::int as count from payouts where state = 'paid'`;
  return { seed, hits, payouts: row?.count ?? 0, problems: await problemsOf(world) };
}

async function fundPlatform({ world, chance, hit }: Simulation): Promise<void> {
  const isShort = chance.isLucky(0.2);
  if (isShort) hit("balance_short");
  await world.simulator.control.fund("eur", isShort ? 5_000 : 10_000_000);
  await world.simulator.control.fund("usd", 10_000_000);
}

async function prepareAndApprove({ world, chance, hit }: Simulation): Promise<boolean> {
  const { deps, admin, otherAdmin } = world;
  const prepared = await Promise.all([
    prepareRun(deps, admin, { period: PERIOD }),
    prepareRun(deps, otherAdmin, { period: PERIOD }),
  ]);
  const runs = prepared.flatMap((answer) => (answer.ok ? [answer.value.runId] : []));
  for (const runId of runs) {
    const isDouble = chance.isLucky(0.5);
    if (isDouble) hit("double_approval");
    const approvals = [approveRun(deps, admin, runId)];
    if (isDouble) approvals.push(approveRun(deps, otherAdmin, runId));
    await Promise.all(approvals);
  }
  return runs.length > 0;
}

/** Some faults, one or two workers at once, and perhaps an admin who interferes. */
async function faultyRound(simulation: Simulation): Promise<void> {
  const { world, chance, hit } = simulation;
  const armed = await armFaults(world.simulator, chance, {
    kinds: SENDING_FAULT_KINDS,
    count: chance.whole(1, 4),
  });
  const worker = () => passOfWorker(world, chance, { crashProbability: 0.08, onCrash: hit });
  const workers = [worker()];
  if (chance.isLucky(0.6)) {
    hit("two_workers");
    workers.push(worker());
  }
  await Promise.all(workers);
  const kinds = await collectHits(world.simulator, armed);
  for (const kind of kinds) hit(kind);
  if (kinds.includes("slow")) await meetSlowRequest(world);
  if (chance.isLucky(0.15)) await loseCapability(simulation);
  if (chance.isLucky(0.3)) await interfere(simulation);
  await letTimePass(simulation);
}

/** A look-up while the request is still going on; then, in real time, it comes to its end. */
async function meetSlowRequest(world: PayoutWorld): Promise<void> {
  await world.advance(3);
  await resolveUnknown(world.deps);
  await wait(2 * SLOW_MS);
}

async function letTimePass({ world, chance, hit }: Simulation): Promise<void> {
  const seconds = chance.pick([3, 60, 200, 1_000, HOUR, 8 * HOUR, 25 * HOUR]);
  if (seconds > 24 * HOUR) hit("key_pruned");
  await world.advance(seconds);
}

/** Stripe stops taking transfers for a developer; here everybody hears of it a moment later. */
async function loseCapability({ world, chance, hit }: Simulation): Promise<void> {
  const accounts = await world.db.sql<{ developer_id: string; account: string }[]>`
    select developer_id, stripe_account_id as account from connected_accounts order by developer_id`;
  const { account, developer_id: developerId } = chance.pick(accounts);
  hit("capability_lost");
  await world.simulator.control.setCapability(account, "restricted");
  if (chance.isLucky(0.5)) {
    await world.db.sql`update connected_accounts set readiness = 'incomplete'
      where developer_id = ${developerId}`;
  }
}

async function interfere(simulation: Simulation): Promise<void> {
  const { world, chance, hit } = simulation;
  const runId = chance.pick(await runIds(world));
  if (chance.isLucky(0.5)) {
    await retryPayouts(world.deps, world.admin, { runId });
    return;
  }
  const canceled = await cancelRun(world.deps, world.admin, runId);
  if (!canceled.ok) return;
  hit("canceled_midway");
  await prepareAndApprove(simulation);
}

async function runIds({ db }: PayoutWorld): Promise<readonly RunId[]> {
  const rows = await db.sql<{ id: string }[]>`select id from runs order by prepared_at, id`;
  return rows.map(({ id }) => trusted.runId(id));
}

/** The faults have stopped. What an admin would do is done; the rest has to happen by itself. */
async function settle(simulation: Simulation): Promise<void> {
  const { world, chance } = simulation;
  const { db, deps, admin, simulator } = world;
  await simulator.control.clearFaults();
  await simulator.control.fund("eur", 10_000_000);
  const accounts = await db.sql<{ account: string }[]>`
    select stripe_account_id as account from connected_accounts`;
  for (const { account } of accounts) await simulator.control.setCapability(account, "active");
  await db.sql`update connected_accounts set readiness = 'ready'`;

  for (let pass = 1; pass <= HEALTHY_PASSES_MAX; pass++) {
    for (const runId of await runIds(world)) await retryPayouts(deps, admin, { runId });
    await passOfWorker(world, chance, { crashProbability: 0, onCrash: simulation.hit });
    const [open] = await db.sql`select 1 from payouts where state not in ('paid', 'canceled')`;
    if (!open && !(await prepareAndApprove(simulation))) return;
    await world.advance(pass % 4 === 0 ? HOUR : 130);
  }
}
