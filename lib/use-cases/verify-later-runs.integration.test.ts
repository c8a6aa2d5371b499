import { afterEach, beforeEach, expect, it } from "vitest";
import { findVerdicts } from "@/db/queries/payable";
import { type RunId, trusted } from "@/lib/domain/ids";
import { trustedDay, trustedPeriod } from "@/lib/domain/period";
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
import { approveRun } from "./approve-run";
import { cancelRun } from "./cancel-run";
import { prepareRun } from "./prepare-run";
import { sendApproved } from "./send-approved";
import { verify } from "./verify";

const MONTH = 31 * 86_400;

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;

/** Ada has three plugins. In December, a sale of the first one. */
beforeEach(async () => {
  simulator = await startTestSimulator();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2025-12-10T12:00:00Z") });
  await simulator.control.fund("eur", 100_000);
  await addDeveloper(world, "ada", { plugins: ["ada-1", "ada-2", "ada-3"] });
  await recordSales(world, [{ id: "s1", plugin: "ada-1", amount: 9_000n, on: "2025-12-05" }]);
  await world.advance(MONTH);
  await closeMonth(world, "2025-12");
  return async () => {
    await db.drop();
    await simulator.close();
  };
});

afterEach(async () => {
  const { checks } = await verify(world.deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});

function prepare(period: string, plugin?: string) {
  const scope = plugin === undefined ? {} : { pluginId: trusted.pluginId(plugin) };
  return prepareRun(world.deps, world.admin, { period: trustedPeriod(period), ...scope });
}

async function pay(period: string, plugin?: string): Promise<void> {
  const { runId } = accepted(await prepare(period, plugin));
  accepted(await approveRun(world.deps, world.admin, runId));
  await sendApproved(world.deps);
}

const cancel = async (runId: RunId) => accepted(await cancelRun(world.deps, world.admin, runId));

const preview = (period: string) =>
  findVerdicts(db, { period: trustedPeriod(period) }, trustedDay("2026-03-10"));

const paid = () => db.sql`select period, amount from payouts order by created_at, period`;

/** December is paid and refunded in January; February makes up for it, and both are closed. */
async function oweInJanuary(): Promise<void> {
  await pay("2025-12");
  await recordSales(world, [
    { id: "r1", plugin: "ada-1", amount: -9_000n, on: "2026-01-05", corrects: "s1" },
    { id: "s2", plugin: "ada-2", amount: 5_000n, on: "2026-01-06" },
  ]);
  await world.advance(MONTH);
  await recordSales(world, [{ id: "s3", plugin: "ada-1", amount: 10_000n, on: "2026-02-05" }]);
  await world.advance(MONTH);
  await closeMonth(world, "2026-01");
  await closeMonth(world, "2026-02");
}

it("holds when an earlier month is paid after a debt of it was settled by a later run", async () => {
  await oweInJanuary();
  await pay("2026-02", "ada-1");
  await pay("2026-01");
  expect(await paid()).toMatchObject([
    { period: "2025-12", amount: 6_300n },
    { period: "2026-01", amount: 3_500n },
    { period: "2026-02", amount: 700n },
  ]);
});

it("holds when a plugin's run comes first: it leaves what an earlier month's run may still pay", async () => {
  await recordSales(world, [
    { id: "r1", plugin: "ada-1", amount: -9_000n, on: "2026-01-05", corrects: "s1" },
    { id: "s2", plugin: "ada-2", amount: 9_000n, on: "2026-01-06" },
  ]);
  await world.advance(MONTH);
  await closeMonth(world, "2026-01");
  // December's sale covers January's refund: it cannot be paid by itself besides.
  expect(await prepare("2026-01", "ada-2")).toMatchObject({ ok: false });
  await pay("2025-12");
  expect(await prepare("2026-01", "ada-2")).toMatchObject({ ok: false });
  expect(await paid()).toMatchObject([{ period: "2025-12", amount: 6_300n }]);
});

it("holds when the later run that settled a debt is canceled: no earlier month was paid on it", async () => {
  await oweInJanuary();
  const { runId } = accepted(await prepare("2026-02", "ada-1"));
  expect(await prepare("2026-01")).toMatchObject({ ok: false });
  const [skip] = (await prepare("2026-01", "ada-2")).ok ? [] : await preview("2026-01");
  expect(skip).toMatchObject({ reason: "owes_elsewhere", amount: { minor: 3_500n } });
  await cancel(runId);
  expect(await prepare("2026-01")).toMatchObject({ ok: false });
  await pay("2026-02");
  expect((await paid()).at(-1)).toMatchObject({ period: "2026-02", amount: 4_200n });
});

it("holds when a later run gives back a month that another plugin was paid beside", async () => {
  await world.advance(MONTH);
  await recordSales(world, [
    { id: "r1", plugin: "ada-1", amount: -6_000n, on: "2026-02-05", corrects: "s1" },
    { id: "s2", plugin: "ada-2", amount: 9_000n, on: "2026-02-06" },
  ]);
  await world.advance(MONTH);
  await recordSales(world, [{ id: "s3", plugin: "ada-1", amount: 9_000n, on: "2026-03-05" }]);
  await world.advance(MONTH);
  for (const month of ["2026-01", "2026-02", "2026-03"]) await closeMonth(world, month);
  const { runId } = accepted(await prepare("2026-03", "ada-1"));
  // February's part of it is covered by December's, which comes back if it is canceled.
  expect(await prepare("2026-02", "ada-2")).toMatchObject({ ok: false });
  await cancel(runId);
  await pay("2025-12");
  await pay("2026-03");
  expect((await paid()).map(({ amount }) => amount)).toContain(6_300n);
});

it("holds when another plugin's run of the same month is canceled, and then an earlier month paid", async () => {
  await recordSales(world, [
    { id: "r1", plugin: "ada-1", amount: -8_000n, on: "2026-01-05", corrects: "s1" },
    { id: "s2", plugin: "ada-2", amount: 5_000n, on: "2026-01-06" },
  ]);
  await world.advance(MONTH);
  await closeMonth(world, "2026-01");
  const { runId } = accepted(await prepare("2026-01", "ada-1"));
  expect(await prepare("2026-01", "ada-2")).toMatchObject({ ok: false });
  await cancel(runId);
  await pay("2025-12");
  expect(await prepare("2026-01")).toMatchObject({ ok: false });
});

it("holds when one of several payouts is canceled, and the others are not", async () => {
  await recordSales(world, [
    { id: "r1", plugin: "ada-1", amount: -4_500n, on: "2026-01-05", corrects: "s1" },
    { id: "s2", plugin: "ada-2", amount: 4_500n, on: "2026-01-06" },
    { id: "s3", plugin: "ada-3", amount: 4_500n, on: "2026-01-07" },
  ]);
  await world.advance(MONTH);
  await closeMonth(world, "2026-01");
  const { runId } = accepted(await prepare("2026-01", "ada-1"));
  for (const plugin of ["ada-2", "ada-3"]) await prepare("2026-01", plugin);
  await cancel(runId);
  await pay("2025-12");
  const sums = (await paid()).map(({ amount }) => amount);
  expect(sums.toSorted()).toEqual([3_150n, 3_150n, 6_300n]);
});
