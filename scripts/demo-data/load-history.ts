import { recordEvents } from "@/lib/use-cases/record-events";
import { refreshStaleAccounts } from "@/lib/use-cases/refresh-stale-accounts";
import { runReconcile } from "@/lib/use-cases/run-reconcile";
import { runVerify } from "@/lib/use-cases/run-verify";
import type { Act } from "./act";
import { ADA } from "./admins";
import { VISITORS_FUNDS } from "./cast";
import { decisions } from "./decisions";
import type { DemoEvent } from "./demo-event";
import type { DemoWorld } from "./demo-world";
import { generateEvents } from "./generate-events";
import { loadCatalogue } from "./load-catalogue";
import { monthEnds } from "./month-ends";
import { onboardings } from "./onboarding";
import { isPaidAtStripe, paymentsAtStripe } from "./paid-at-once";
import { storyCalendar } from "./story-calendar";

const SOURCE = "marketplace";
const BATCH = 1_000;
const MINUTE_MS = 60_000;

/**
 * Lives through the marketplace's past, act by act, with the same use cases that the pages and
 * the worker use. The last finished month is left for the visitor to close and pay.
 */
export async function loadHistory(world: DemoWorld, now: Date): Promise<void> {
  const calendar = storyCalendar(now);
  await world.moveTo(calendar.start);
  await loadCatalogue(world, ADA, calendar.start);
  const events = generateEvents(now);
  const reported = events.filter((event) => !isPaidAtStripe(event));
  const acts = [
    ...onboardings(calendar),
    ...monthEnds(calendar),
    ...decisions(calendar),
    ...paymentsAtStripe(events.filter(isPaidAtStripe)),
  ];
  await play(world, acts, reported);
  await world.moveTo(now);
  await fundVisitor(world);
  await readAccounts(world);
  await runReconcile(world.deps, { by: "worker" });
  await runVerify(world.deps, "worker");
}

/** Acts in their order, each after the events that were reported before it. */
async function play(
  world: DemoWorld,
  acts: readonly Act[],
  events: readonly DemoEvent[],
): Promise<void> {
  let told = 0;
  const tellUntil = async (at: Date | undefined) => {
    const next = at && events.findIndex((event) => event.occurredAt > at);
    const end = next === undefined || next < 0 ? events.length : next;
    await record(world, events.slice(told, end));
    told = Math.max(told, end);
  };
  for (const { at, play: happen } of acts.toSorted(byTime)) {
    await tellUntil(at);
    await moveOn(world, at);
    await happen(world);
  }
  await tellUntil(undefined);
}

function byTime(left: Act, right: Act): number {
  return left.at.getTime() - right.at.getTime();
}

async function record(world: DemoWorld, events: readonly DemoEvent[]): Promise<void> {
  for (let index = 0; index < events.length; index += BATCH) {
    const batch = events.slice(index, index + BATCH);
    const last = batch.at(-1);
    if (last) await moveOn(world, new Date(last.occurredAt.getTime() + MINUTE_MS));
    const results = await recordEvents(world.deps, SOURCE, batch);
    const rejected = results.find((result) => result.status === "rejected");
    if (rejected) throw new Error(`Demo event refused: ${JSON.stringify(rejected)}`);
  }
}

/** Paying a month may have taken days: then what comes next is a little late. */
async function moveOn(world: DemoWorld, at: Date): Promise<void> {
  if (at > world.deps.now()) await world.moveTo(at);
}

/** Enough for everything that the visitor may want to pay. */
async function fundVisitor({ simulator }: DemoWorld): Promise<void> {
  for (const [currency, amount] of Object.entries(VISITORS_FUNDS)) {
    await simulator.fund(currency, amount);
  }
}

/** What the worker does each night: the pages show when Stripe was asked last. */
async function readAccounts({ deps }: DemoWorld): Promise<void> {
  const { failed } = await refreshStaleAccounts(deps, deps.now());
  if (failed > 0) throw new Error(`Demo data: ${failed} accounts could not be read`);
}
