import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type DeveloperId, type RunId, trusted } from "@/lib/domain/ids";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { placeHold } from "@/lib/use-cases/place-hold";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import {
  accepted,
  addDeveloper,
  closeMonth,
  createPayoutWorld,
  type PayoutWorld,
  recordSales,
} from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { findDeveloperSkips } from "./developer-skips";

const ADA = trusted.developerId("ada");
const BEN = trusted.developerId("ben");
const JANUARY = trustedPeriod("2026-01");
const FEBRUARY = trustedPeriod("2026-02");
const DAY = 86_400;

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** January: Ada has 7.00 of the 10.00 that are needed, and 70.00 in dollars; Ben has 70.00. */
beforeEach(async () => {
  await simulator.control.reset();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  await addDeveloper(world, "ada");
  await addDeveloper(world, "ben", { readiness: undefined });
  await db.sql`insert into payout_minimums (currency, amount, updated_by)
    values ('eur', 1000, 'user:ada@example.com')`;
  await recordSales(world, [
    { id: "a1", plugin: "ada-plugin", amount: 1_000n, on: "2026-01-05" },
    { id: "a2", plugin: "ada-plugin", amount: 10_000n, on: "2026-01-05", currency: "usd" },
    { id: "b1", plugin: "ben-plugin", amount: 10_000n, on: "2026-01-05" },
  ]);
  await closeMonth(world, "2026-01");
  return () => db.drop();
});

async function prepare(period: Period): Promise<RunId> {
  return accepted(await prepareRun(world.deps, world.admin, { period })).runId;
}

async function skipsOf(id: DeveloperId, options = {}) {
  const skips = await findDeveloperSkips(db, id, options);
  return skips.map(({ period, reason, amount }) => `${period} ${amount.currency} ${reason}`);
}

it("says with amount and minimum why somebody was not paid, and nothing of others", async () => {
  await prepare(JANUARY);
  expect(await findDeveloperSkips(db, ADA)).toEqual([
    {
      period: "2026-01",
      reason: "below_minimum",
      amount: { minor: 700n, currency: "eur" },
      minimum: { minor: 1_000n, currency: "eur" },
      at: world.now(),
      ...{ payableFrom: undefined, requirementsDue: [], disabledReason: undefined },
    },
  ]);
  expect(await skipsOf(BEN)).toEqual(["2026-01 eur not_onboarded"]);
});

it("forgets the skips of a run that was canceled", async () => {
  accepted(await cancelRun(world.deps, world.admin, await prepare(JANUARY)));
  expect(await skipsOf(ADA)).toEqual([]);
});

it("says the last word of a month that was paid in two runs", async () => {
  accepted(await approveRun(world.deps, world.admin, await prepare(JANUARY)));
  await world.advance(DAY);
  await addDeveloper(world, "ben");
  const hold = { developerId: ADA, reason: "A buyer says that it was copied." };
  accepted(await placeHold(world.deps, world.admin, hold));
  await prepare(JANUARY);
  expect(await skipsOf(ADA)).toEqual(["2026-01 eur on_hold"]);
  expect(await skipsOf(BEN)).toEqual([]);
});

it("is overtaken by a payout of a later month, in that currency only", async () => {
  await prepare(JANUARY);
  await world.advance(28 * DAY);
  await recordSales(world, [
    { id: "a3", plugin: "ada-plugin", amount: 2_000n, on: "2026-02-05" },
    { id: "b3", plugin: "ben-plugin", amount: 2_000n, on: "2026-02-05" },
  ]);
  await closeMonth(world, "2026-02");
  const runId = await prepare(FEBRUARY);
  expect(await skipsOf(ADA)).toEqual([]);
  expect(await skipsOf(BEN)).toEqual(["2026-02 eur not_onboarded", "2026-01 eur not_onboarded"]);
  expect(await skipsOf(BEN, { limit: 1 })).toEqual(["2026-02 eur not_onboarded"]);
  expect(await skipsOf(BEN, { period: JANUARY })).toEqual(["2026-01 eur not_onboarded"]);

  // A payout that is canceled again overtakes nothing.
  accepted(await cancelRun(world.deps, world.admin, runId));
  expect(await skipsOf(ADA)).toEqual(["2026-01 eur below_minimum"]);
});
