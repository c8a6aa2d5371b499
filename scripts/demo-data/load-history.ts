import { mintAdmin, mintDeveloper } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import {
  dayOf,
  firstDay,
  nextPeriod,
  type Period,
  periodOfDay,
  previousPeriod,
  UTC,
} from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { closePeriod } from "@/lib/use-cases/close-period";
import { placeHold } from "@/lib/use-cases/place-hold";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { recordEvents } from "@/lib/use-cases/record-events";
import { refreshAccount } from "@/lib/use-cases/refresh-account";
import { refreshStaleAccounts } from "@/lib/use-cases/refresh-stale-accounts";
import { runReconcile } from "@/lib/use-cases/run-reconcile";
import { runVerify } from "@/lib/use-cases/run-verify";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { assertDone } from "./assert-done";
import { ADMINS, CAST, type CastDeveloper } from "./cast";
import type { DemoEvent } from "./demo-event";
import type { DemoWorld } from "./demo-world";
import { firstPeriod, generateEvents } from "./generate-events";
import { loadCatalogue } from "./load-catalogue";

const SOURCE = "marketplace";
const BATCH = 1_000;
/** Enough for every payout of the story, in minor units. */
const MONTHLY_FUNDS = { eur: 6_000_000, usd: 4_000_000 } as const;

const PREPARING_ADMIN = mintAdmin(`user:${ADMINS[0].email}`);
const APPROVING_ADMIN = mintAdmin(`user:${ADMINS[1].email}`);

/**
 * Lives through the marketplace's past, month by month, with the same use cases that the pages
 * and the worker use. The last finished month is left for the visitor to close and pay.
 */
export async function loadHistory(world: DemoWorld, now: Date): Promise<void> {
  const first = firstPeriod(now);
  const current = periodOfDay(dayOf(now, UTC));
  const start = startOf(first);
  await world.moveTo(start);
  await loadCatalogue(world, PREPARING_ADMIN, start);
  const months = Map.groupBy(generateEvents(now), (event) =>
    periodOfDay(dayOf(event.occurredAt, UTC)),
  );
  for (let period = first; period <= current; period = nextPeriod(period)) {
    if (period === first) await onboardDevelopers(world, isThereFromTheStart);
    await recordMonth(world, months.get(period) ?? []);
    if (period === previousPeriod(current)) {
      await onboardDevelopers(world, (developer) => !isThereFromTheStart(developer));
      await holdDevelopers(world);
    }
    if (period < previousPeriod(current)) await payMonth(world, period, now);
  }
  await world.moveTo(now);
  await readAccounts(world);
  await runReconcile(world.deps, { by: "worker" });
  await runVerify(world.deps, "worker");
}

async function recordMonth(world: DemoWorld, events: readonly DemoEvent[]): Promise<void> {
  for (let index = 0; index < events.length; index += BATCH) {
    const batch = events.slice(index, index + BATCH);
    const last = batch.at(-1);
    if (last) await world.moveTo(new Date(last.occurredAt.getTime() + 60_000));
    const results = await recordEvents(world.deps, SOURCE, batch);
    const rejected = results.find((result) => result.status === "rejected");
    if (rejected) throw new Error(`Demo event refused: ${JSON.stringify(rejected)}`);
  }
}

/** Closed on the second, prepared and approved on the third, sent at once. */
async function payMonth(world: DemoWorld, period: Period, now: Date): Promise<void> {
  const { deps, simulator } = world;
  const firstOfNext = startOf(nextPeriod(period)).getTime();
  const at = (day: number, hour: number) =>
    new Date(Math.min(firstOfNext + ((day - 1) * 24 + hour) * 3_600_000, now.getTime()));
  await world.moveTo(at(2, 9));
  assertDone("close", await closePeriod(deps, PREPARING_ADMIN, period));
  await world.moveTo(at(3, 10));
  for (const [currency, amount] of Object.entries(MONTHLY_FUNDS)) {
    await simulator.fund(currency, amount);
  }
  const prepared = assertDone("prepare", await prepareRun(deps, PREPARING_ADMIN, { period }));
  await world.moveTo(at(3, 11));
  assertDone("approve", await approveRun(deps, APPROVING_ADMIN, prepared.runId));
  await sendApproved(deps, { perSecond: 1_000 });
}

function isThereFromTheStart({ standing }: CastDeveloper): boolean {
  return ["paid", "on_hold", "below_minimum", "negative"].includes(standing);
}

async function onboardDevelopers(
  world: DemoWorld,
  isChosen: (developer: CastDeveloper) => boolean,
): Promise<void> {
  for (const developer of CAST.filter(isChosen)) {
    if (developer.standing !== "not_onboarded") await onboardDeveloper(world, developer);
  }
}

async function onboardDeveloper(
  { deps, simulator }: DemoWorld,
  { id, email, standing }: CastDeveloper,
): Promise<void> {
  const developerId = trusted.developerId(id);
  const actor = mintDeveloper(`user:${email}`, developerId, "owner");
  assertDone("onboard", await startOnboarding(deps, actor));
  const account = assertDone("read", await refreshAccount(deps, developerId, actor.name));
  if (!account.stripeAccountId) throw new Error(`${id} has no connected account`);
  await simulator.onboard(account.stripeAccountId, outcomeOf(standing));
  assertDone("read", await refreshAccount(deps, developerId));
}

/** What the worker does each night: the pages show when Stripe was asked last. */
async function readAccounts({ deps }: DemoWorld): Promise<void> {
  const { failed } = await refreshStaleAccounts(deps, deps.now());
  if (failed > 0) throw new Error(`Demo data: ${failed} accounts could not be read`);
}

function outcomeOf(standing: CastDeveloper["standing"]) {
  if (standing === "requirements_due") return "incomplete" as const;
  return standing === "under_review" ? ("under_review" as const) : ("finished" as const);
}

async function holdDevelopers({ deps }: DemoWorld): Promise<void> {
  const reason = "Two buyers report that Weather Kit was copied from them. Legal is looking at it.";
  for (const { id } of CAST.filter((developer) => developer.standing === "on_hold")) {
    const hold = { developerId: trusted.developerId(id), reason };
    assertDone(`the hold on ${id}`, await placeHold(deps, PREPARING_ADMIN, hold));
  }
}

function startOf(period: Period): Date {
  return new Date(`${firstDay(period)}T00:00:00Z`);
}
