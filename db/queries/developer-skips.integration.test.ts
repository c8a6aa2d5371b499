import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type DeveloperId, type PluginId, type RunId, trusted } from "@/lib/domain/ids";
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
const PLUGIN = trusted.pluginId("ada-plugin");
const OTHER_PLUGIN = trusted.pluginId("ada-other");
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

/**
 * January: Ada has 7.00 of the 10.00 that are needed, and 70.00 in dollars, beside a free install of
 * her other plugin; Ben has 70.00.
 */
beforeEach(async () => {
  await simulator.control.reset();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  await addDeveloper(world, "ada", { plugins: [PLUGIN, OTHER_PLUGIN] });
  await addDeveloper(world, "ben", { readiness: undefined });
  await setMinimum("eur", 1_000n);
  await recordSales(world, [
    { id: "a1", plugin: "ada-plugin", amount: 1_000n, on: "2026-01-05" },
    { id: "a2", plugin: "ada-plugin", amount: 10_000n, on: "2026-01-05", currency: "usd" },
    { id: "a0", plugin: OTHER_PLUGIN, amount: 0n, on: "2026-01-05", currency: "usd" },
    { id: "b1", plugin: "ben-plugin", amount: 10_000n, on: "2026-01-05" },
  ]);
  await closeMonth(world, "2026-01");
  return () => db.drop();
});

async function prepare(period: Period, pluginId?: PluginId): Promise<RunId> {
  return accepted(await prepareRun(world.deps, world.admin, { period, pluginId })).runId;
}

async function setMinimum(currency: string, amount: bigint): Promise<void> {
  await db.sql`insert into payout_minimums (currency, amount, updated_by)
    values (${currency}, ${amount}, 'user:ada@example.com')
    on conflict (currency) do update set amount = excluded.amount`;
}

/** A month passes, and what is sold in February is closed. */
async function sellInFebruary(plugin: PluginId): Promise<void> {
  await world.advance(28 * DAY);
  await recordSales(world, [
    { id: "a3", plugin, amount: 2_000n, on: "2026-02-05" },
    { id: "b3", plugin: "ben-plugin", amount: 2_000n, on: "2026-02-05" },
  ]);
  await closeMonth(world, "2026-02");
}

async function skipsOf(id: DeveloperId, options = {}) {
  const skips = await findDeveloperSkips(db, id, options);
  return skips.map(({ period, reason, amount, pluginName }) =>
    [period, amount.currency, reason, ...(pluginName ? [pluginName] : [])].join(" "),
  );
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

it("ends with a payout of a later month that pays it, in that currency only", async () => {
  await prepare(JANUARY);
  await sellInFebruary(PLUGIN);
  const runId = await prepare(FEBRUARY);
  expect(await skipsOf(ADA)).toEqual([]);
  expect(await skipsOf(BEN)).toEqual(["2026-02 eur not_onboarded", "2026-01 eur not_onboarded"]);
  expect(await skipsOf(BEN, { period: JANUARY })).toEqual(["2026-01 eur not_onboarded"]);

  // A payout that is canceled again has paid nothing.
  accepted(await cancelRun(world.deps, world.admin, runId));
  expect(await skipsOf(ADA)).toEqual(["2026-01 eur below_minimum"]);
});

it("stands while its money is unpaid, whatever was paid of another plugin since", async () => {
  await prepare(JANUARY);
  await sellInFebruary(OTHER_PLUGIN);
  await prepare(FEBRUARY, OTHER_PLUGIN);
  expect(await skipsOf(ADA)).toEqual(["2026-01 eur below_minimum"]);
});

it("names the plugin of its run, until a run of everything says its word", async () => {
  await prepare(JANUARY, PLUGIN);
  expect(await findDeveloperSkips(db, ADA)).toMatchObject([
    { reason: "below_minimum", amount: { minor: 700n }, pluginId: PLUGIN, pluginName: PLUGIN },
  ]);
  await addDeveloper(world, "ben");
  await prepare(JANUARY);
  expect(await skipsOf(ADA)).toEqual(["2026-01 eur below_minimum"]);
});

it("of a plugin ends with the payout of that plugin, though other money is unpaid", async () => {
  await sellInFebruary(OTHER_PLUGIN);
  accepted(await approveRun(world.deps, world.admin, await prepare(FEBRUARY, PLUGIN)));
  expect(await skipsOf(ADA)).toEqual(["2026-02 eur below_minimum ada-plugin"]);
  await setMinimum("eur", 1n);
  await prepare(FEBRUARY, PLUGIN);
  await returned("eur", "2026-02-28");
  expect(await skipsOf(ADA)).toEqual([]);
});

it("says a plugin's word beside an older one of everything, and none of what is worth nothing", async () => {
  await addDeveloper(world, "ben");
  await setMinimum("usd", 1_000_000n);
  await prepare(JANUARY);
  expect(await skipsOf(ADA)).toEqual(["2026-01 eur below_minimum", "2026-01 usd below_minimum"]);
  await world.advance(60);
  await setMinimum("usd", 1n);
  await prepare(JANUARY, PLUGIN);
  expect(await skipsOf(ADA)).toEqual([
    "2026-01 eur below_minimum",
    "2026-01 eur below_minimum ada-plugin",
  ]);
});

it("stands for what was taken back of a payout before the run's month ended, not after", async () => {
  await addDeveloper(world, "ben");
  await prepare(JANUARY);
  await sellInFebruary(PLUGIN);
  const hold = { developerId: ADA, reason: "A buyer says that it was copied." };
  await returned("usd", "2026-02-28");
  accepted(await placeHold(world.deps, world.admin, hold));
  await prepare(FEBRUARY);
  // As if a payout had paid everything else since.
  await db.sql`update payables set payout_id = payout.id from payouts as payout
    where payables.developer_id = 'ada' and payables.payout_id is null
      and payout.developer_id = 'ada'`;
  await returned("eur", "2026-03-01");
  expect(await skipsOf(ADA)).toEqual(["2026-02 usd on_hold"]);
});

/** Something of the payout of January, as if its reversal had brought it back. */
async function returned(currency: string, day: string): Promise<void> {
  await db.sql`insert into payout_returns (developer_id, payout_id, currency, amount, day,
      returned_at)
    select developer_id, id, ${currency}, 100, ${day}::date, ${world.now()} from payouts
    where developer_id = 'ada'`;
}
