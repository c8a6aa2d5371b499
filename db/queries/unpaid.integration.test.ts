import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { dayOf, type Period, trustedPeriod, UTC } from "@/lib/domain/period";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { placeHold } from "@/lib/use-cases/place-hold";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { setPayoutRule } from "@/lib/use-cases/set-payout-rule";
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
import type { Verdict } from "./payable";
import { findRunSkips } from "./run-skips";
import { findMonthUnpaid, findUnpaid } from "./unpaid";

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

/** January is closed: Ada has 7.00 of the 10.00 that are needed, Ben 70.00 and no Stripe account. */
beforeEach(async () => {
  await simulator.control.reset();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  await addDeveloper(world, "ada");
  await addDeveloper(world, "ben", { readiness: undefined });
  await db.sql`insert into payout_minimums (currency, amount, updated_by)
    values ('eur', 1000, 'user:ada@example.com')`;
  await sell("2026-01", { ada: 1_000n, ben: 10_000n });
  return () => db.drop();
});

async function sell(month: string, sales: Readonly<Record<string, bigint>>): Promise<void> {
  await recordSales(
    world,
    Object.entries(sales).map(([developer, amount]) => ({
      ...{ id: `${developer}-${month}`, plugin: `${developer}-plugin`, amount },
      on: `${month}-01`,
    })),
  );
  await closeMonth(world, month);
}

const prepare = (period: Period, pluginId?: PluginId) =>
  prepareRun(world.deps, world.admin, { period, pluginId });

const today = () => dayOf(world.now(), UTC);

function told({ amount, reason, payableFrom }: Verdict): string {
  return `${amount.minor} ${reason === "holding_days" ? payableFrom : (reason ?? "next run")}`;
}

async function unpaidOf(developerId: DeveloperId, through?: Period) {
  return (await findUnpaid(db, { developerId, through }, today())).map(told);
}

it("is told with its reason where no run kept a word, as it is now", async () => {
  expect(await prepare(JANUARY)).toMatchObject({ ok: false, problem: { kind: "nothing_to_pay" } });
  expect(await unpaidOf(ADA)).toEqual(["700 below_minimum"]);
  expect(await unpaidOf(BEN)).toEqual(["7000 not_onboarded"]);
  const hold = { developerId: BEN, reason: "A buyer says that it was copied." };
  accepted(await placeHold(world.deps, world.admin, hold));
  expect(await unpaidOf(BEN)).toEqual(["7000 on_hold"]);
  accepted(await liftHold(world.deps, world.admin, BEN));
  await addDeveloper(world, "ben");
  expect(await unpaidOf(BEN)).toEqual(["7000 next run"]);
  await prepare(JANUARY);
  expect(await unpaidOf(BEN)).toEqual([]);
});

it("is told month by month while it waits for its holding days, each with its own day", async () => {
  await addDeveloper(world, "ben");
  const rule = { holdingDays: 60, sweepMonth: undefined, from: JANUARY };
  accepted(await setPayoutRule(world.deps, world.admin, rule));
  await world.advance(28 * DAY);
  await sell("2026-02", { ada: 2_000n, ben: 3_000n });
  expect(await unpaidOf(ADA)).toEqual(["2100 2026-04-30"]);
  expect(await unpaidOf(BEN)).toEqual(["7000 2026-04-02", "2100 2026-04-30"]);
  expect(await unpaidOf(BEN, JANUARY)).toEqual(["7000 2026-04-02"]);
  await world.advance(31 * DAY);
  expect(await unpaidOf(BEN)).toEqual(["7000 next run", "2100 2026-04-30"]);
});

it("has beside a run's word of a month what is true of the same money now", async () => {
  await recordSales(world, [
    { id: "b2", plugin: "ben-plugin", amount: 100n, on: "2026-02-01", currency: "usd" },
  ]);
  await world.advance(28 * DAY);
  await sell("2026-02", { ada: 2_000n });
  accepted(await prepare(FEBRUARY));
  await addDeveloper(world, "ben");
  const { skips, others } = await findMonthUnpaid(
    db,
    { developerId: BEN, period: FEBRUARY },
    today(),
  );
  expect(
    skips.map(({ amount, reason, now }) => [amount.currency, reason, now && told(now)]),
  ).toEqual([
    ["eur", "not_onboarded", "7000 next run"],
    ["usd", "not_onboarded", "70 next run"],
  ]);
  expect(others).toEqual([]);
});

it("is told for a month of which no run has said a word", async () => {
  const { skips, others } = await findMonthUnpaid(
    db,
    { developerId: BEN, period: JANUARY },
    today(),
  );
  expect(skips).toEqual([]);
  expect(others.map(told)).toEqual(["7000 not_onboarded"]);
});

it("judges a plugin's word by that plugin's part", async () => {
  await recordSales(world, [
    { id: "b2", plugin: "ben-plugin", amount: 3_000n, on: "2026-02-01", currency: "usd" },
  ]);
  await addDeveloper(world, "ben", { plugins: ["ben-other"] });
  await sellOther();
  const { runId } = accepted(await prepare(FEBRUARY, trusted.pluginId("ben-other")));
  const [left] = await findRunSkips(db, world.admin, runId);
  expect(left && skipAdminWords(left)).toContain("What ben-other earned is below the minimum");
  const { skips, others } = await findMonthUnpaid(
    db,
    { developerId: BEN, period: FEBRUARY },
    today(),
  );
  expect(
    skips.map(({ pluginName, now }) => [pluginName, now?.pluginName, now && told(now)]),
  ).toEqual([["ben-other", "ben-other", "70 below_minimum"]]);
  expect(others.map(told)).toEqual(["7070 next run", "2100 next run"]);
});

/** 0.70 of Ben's other plugin, and dollars of it that a run of it can pay. */
async function sellOther(): Promise<void> {
  await recordSales(world, [
    { id: "o1", plugin: "ben-other", amount: 100n, on: "2026-02-01" },
    { id: "o2", plugin: "ben-other", amount: 1_000n, on: "2026-02-01", currency: "usd" },
  ]);
  await world.advance(28 * DAY);
  await closeMonth(world, "2026-02");
}
