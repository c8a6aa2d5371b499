import { setTimeout as wait } from "node:timers/promises";
import { receiveStripeEvent } from "@/lib/use-cases/receive-stripe-event";
import { reconcile } from "@/lib/use-cases/reconcile";
import { type Chance, createChance } from "./chance";
import { completeLate } from "./complete-late";
import { type Lane, WEBHOOK_SECRET } from "./lane";
import { createModel, forgetAnswers } from "./model";
import { openMarketplace } from "./open-marketplace";
import { countOutcomes, OUTCOME_KINDS } from "./outcomes";
import { startHealthyProcess } from "./process";
import { problemsOf } from "./proof";
import { isExpected, runStep, wordsOf } from "./run-step";
import { settle } from "./settle";
import type { Phase, Simulation, Step } from "./simulation";
import { STEPS } from "./steps/all";
import { killBackends } from "./steps/kill-backends";
import { armFaults, collectHits, SLOW_MS, STRIPE_FAULT_KINDS } from "./stripe-faults";

export type SimulationReport = {
  readonly seed: number;
  /** How often each kind of fault hit. */
  readonly hits: ReadonlyMap<string, number>;
  readonly payouts: number;
  readonly events: number;
  readonly problems: readonly string[];
};

const START = new Date("2026-01-04T08:00:00Z");
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PAUSES: Readonly<Record<Phase, readonly number[]>> = {
  month: [HOUR, DAY, 4 * DAY],
  payday: [3, MINUTE, 200, 1_000, HOUR, 8 * HOUR, 25 * HOUR],
};

/**
 * Plays one marketplace for some months while everything fails that can, then lets the faults stop
 * and demands that all comes right. The same seed makes the same choices.
 */
export async function play(seed: number, lane: Lane): Promise<SimulationReport> {
  const hits = new Map<string, number>();
  const problems: string[] = [];
  const simulation = await begin(seed, lane, { hits, problems });
  const chance = createChance(seed);
  await openMarketplace(startHealthyProcess(simulation, chance.fork()));
  await hearWebhooks(simulation);

  for (let months = chance.whole(2, 3); months > 0; months--) {
    await playRounds(simulation, chance, "month", chance.whole(2, 3));
    await passMonth(simulation, chance);
    await playRounds(simulation, chance, "payday", chance.whole(4, 6));
  }
  const process = startHealthyProcess(simulation, chance.fork());
  const unexplained = await settle(process);
  problems.push(...(await problemsOf(process, unexplained)));
  for (const [outcome, count] of await countOutcomes(process.deps.db)) hits.set(outcome, count);
  const [counts] = await process.deps.db.sql<{ payouts: number; events: number }[]>`
    select (select count(*) from payouts where transfer_id is not null)::int as payouts,
      (select count(*) from events)::int as events`;
  return { seed, hits, payouts: counts?.payouts ?? 0, events: counts?.events ?? 0, problems };
}

async function begin(
  seed: number,
  lane: Lane,
  { hits, problems }: { readonly hits: Map<string, number>; readonly problems: string[] },
): Promise<Simulation> {
  const { simulator } = lane;
  let now = START;
  await simulator.control.reset();
  await simulator.control.setClock(now, true);
  lane.books.setCalm(true);
  await lane.books.renew();
  return {
    ...{ seed, lane, simulator, model: createModel() },
    now: () => now,
    advance: async (seconds) => {
      now = new Date(now.getTime() + Math.ceil(seconds) * 1_000);
      await simulator.control.setClock(now, true);
    },
    hit: (fault) => hits.set(fault, (hits.get(fault) ?? 0) + 1),
    count: (fault) => hits.get(fault) ?? 0,
    accuse: (problem) => problems.push(problem),
  };
}

/** Stripe's events come in through the real door; a lost connection is a 500, and sent again. */
async function hearWebhooks(simulation: Simulation): Promise<void> {
  const { lane, simulator, seed, now } = simulation;
  const url = lane.listen(String(seed), async (body, signature) => {
    try {
      const deps = { ...lane.hasty, db: lane.books.current(), now };
      const received = await receiveStripeEvent(deps, body, signature);
      if (received.ok && !received.value.isNew) simulation.hit("webhook_repeated");
      return received.ok ? 200 : 400;
    } catch (error) {
      if (!isExpected(error)) simulation.accuse(`a webhook failed: ${wordsOf(error)}`);
      return 500;
    }
  });
  await simulator.control.addEndpoint({ url, secret: WEBHOOK_SECRET });
}

async function playRounds(
  simulation: Simulation,
  chance: Chance,
  phase: Phase,
  rounds: number,
): Promise<void> {
  const backup = phase === "payday" && chance.isLucky(0.12) ? chance.whole(1, rounds - 1) : 0;
  const restore = backup > 0 ? chance.whole(backup + 1, rounds) : 0;
  for (let round = 1; round <= rounds; round++) {
    if (round === backup) await simulation.lane.books.backUp();
    await playRound(simulation, chance, phase);
    if (round === restore) await restoreBackup(simulation, chance);
    if (chance.isLucky(0.3)) await completeLate(startHealthyProcess(simulation, chance.fork()));
    const pause = chance.pick(PAUSES[phase]);
    if (pause > DAY && phase === "payday") simulation.hit("keys_pruned");
    await simulation.advance(pause);
  }
}

/** Some faults at Stripe, and several things at once. */
async function playRound(simulation: Simulation, chance: Chance, phase: Phase): Promise<void> {
  const { simulator, hit, lane } = simulation;
  const count = phase === "payday" ? chance.whole(1, 5) : 0;
  const armed = await armFaults(simulator, chance, { kinds: STRIPE_FAULT_KINDS, count });
  const steps = Array.from({ length: chance.whole(3, 6) }, () => drawStep(chance, phase));
  // Connections that are cut have to plan every statement anew: only these rounds use them.
  const isCut = steps.includes(killBackends);
  lane.books.setCalm(!isCut);
  await Promise.all(steps.map((step) => runStep(simulation, step, chance.fork())));
  lane.books.setCalm(true);
  const kinds = armed.size > 0 ? await collectHits(simulator, armed) : [];
  for (const kind of kinds) hit(kind);
  if (kinds.includes("slow")) await wait(SLOW_MS);
  // A cut connection is only noticed by the next query on it: the faults have to stop with them.
  if (isCut) lane.books.reconnect();
}

function drawStep(chance: Chance, phase: Phase): Step {
  const whole = STEPS.reduce((sum, { weight }) => sum + weight[phase], 0);
  let left = chance.next() * whole;
  for (const step of STEPS) {
    left -= step.weight[phase];
    if (left < 0) return step;
  }
  return chance.pick(STEPS);
}

/** On to the first days of the next month. */
async function passMonth(simulation: Simulation, chance: Chance): Promise<void> {
  const now = simulation.now();
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  await simulation.advance((next - now.getTime()) / 1_000 + chance.whole(1, 50) * HOUR);
}

/** Nobody works meanwhile. The manual says to reconcile then; somebody may forget to. */
async function restoreBackup(simulation: Simulation, chance: Chance): Promise<void> {
  await simulation.lane.books.restore();
  forgetAnswers(simulation.model, simulation.now());
  const isForgotten = chance.isLucky(0.5);
  simulation.hit(isForgotten ? "backup_restored_alone" : "backup_restored");
  const process = startHealthyProcess(simulation, chance.fork());
  if (!isForgotten) await reconcile(process.deps);
}

/** Every kind of fault that has to hit in a simulation that is long enough. */
export function faultKinds(): readonly string[] {
  const own = ["clock_skew", "keys_pruned", "webhook_repeated"];
  own.push("backup_restored", "backup_restored_alone", "stripe_completed_late");
  const crashes = STEPS.flatMap(({ name, isMortal }) => (isMortal ? [`crash_in_${name}`] : []));
  return [...STEPS.flatMap(({ faults }) => faults), ...crashes, ...own, ...OUTCOME_KINDS];
}
