import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { debtSum, debtTitle } from "@/lib/domain/words/debt-words";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { sendApproved } from "@/lib/use-cases/send-approved";
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
import { findDeveloper } from "./admin-developers";
import { findDebts } from "./debts";
import { findWhereabouts } from "./developer-summary";

const ADA = trusted.developerId("ada");
const EUR = trustedCurrency("eur");
const DAY = 86_400;

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** January: Ada and Ben earned 70.00 each, of which a run can pay. */
beforeEach(async () => {
  await simulator.control.reset();
  await simulator.control.fund("eur", 1_000_000);
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  for (const id of ["ada", "ben"]) await addDeveloper(world, id);
  await recordSales(world, [
    { id: "a1", plugin: "ada-plugin", amount: 10_000n, on: "2026-01-05" },
    { id: "b1", plugin: "ben-plugin", amount: 10_000n, on: "2026-01-05" },
  ]);
  await closeMonth(world, "2026-01");
  return () => db.drop();
});

async function prepare() {
  const scope = { period: trustedPeriod("2026-01") };
  return accepted(await prepareRun(world.deps, world.admin, scope)).runId;
}

async function payJanuary() {
  accepted(await approveRun(world.deps, world.otherAdmin, await prepare()));
  await sendApproved(world.deps);
}

const refund = (on: string) =>
  recordSales(world, [{ id: "r1", plugin: "ada-plugin", amount: -10_000n, on, corrects: "a1" }]);

async function debit(minor: bigint) {
  const plugin = { developerId: ADA, pluginId: trusted.pluginId("ada-plugin") };
  const wish = { ...plugin, externalId: "x1", amount: money(minor, EUR), reason: "fee" };
  accepted(await adjustBalance(world.deps, world.admin, { ...wish, note: "a chargeback" }));
}

async function sinceOf(id: DeveloperId) {
  return (await findDebts(db, id, UTC)).map(({ since }) => since);
}

/** What is owed and what is not sent yet add up to what the page calls outstanding. */
async function expectOutstanding() {
  const [[debt], [whereabouts]] = await Promise.all([
    findDebts(db, ADA, UTC),
    findWhereabouts(db, ADA),
  ]);
  expect(debt?.unsent).toEqual(money(7_000n, EUR));
  expect(debt && debt.balance.minor + debt.unsent.minor).toBe(whereabouts?.outstanding);
}

describe("a debt", () => {
  it("is explained to the cent: since when, by which sales, and what counts against it", async () => {
    await payJanuary();
    await world.advance(10 * DAY);
    await refund("2026-02-10");
    await recordSales(world, [
      { id: "a2", plugin: "ada-plugin", amount: 1_000n, on: "2026-02-11" },
      { id: "a3", plugin: "ada-plugin", amount: 5_000n, on: "2026-02-11", currency: "usd" },
    ]);
    await debit(-250n);
    const [debt, ...others] = await findDebts(db, ADA, UTC);
    if (!debt) throw new Error("Nothing is owed");
    expect(others).toEqual([]);
    expect(debt).toMatchObject({
      since: "2026-02-10",
      balance: { minor: -6_550n },
      takenBack: { minor: -7_250n },
      earned: { minor: 700n },
      returned: { minor: 0n },
      causesTotal: 2,
      causes: [
        { kind: "refund", share: { minor: -7_000n }, postedOn: "2026-02-10" },
        { kind: "adjustment", share: { minor: -250n }, adjustment: { note: "a chargeback" } },
      ],
    });
    const { sale } = debt.causes[0] ?? {};
    expect(sale).toMatchObject({ externalId: "a1", amount: { minor: 10_000n } });
    expect(sale).toMatchObject({
      share: { minor: 7_000n },
      paidAt: new Date("2026-02-02T10:00:00Z"),
    });
    expect(debt.causes[1]?.sale).toBeUndefined();
    const developer = await findDeveloper(db, world.admin, ADA);
    expect(developer?.balances).toContainEqual(debt.balance);
    expect(debtTitle(debt, "you")).toBe("You owe the marketplace €65.50 since 10 Feb 2026");
    expect(debtSum(debt)).toBe(
      "€72.50 was taken back, €7.00 of unpaid earnings counts against it: €65.50 is left.",
    );
  });

  it("begins on the day that a payout left less than was taken back", async () => {
    await refund("2026-02-01");
    expect(await findDebts(db, ADA, UTC)).toEqual([]);
    await world.advance(3 * DAY);
    const runId = await prepare();
    expect(await sinceOf(ADA)).toEqual(["2026-02-05"]);
    await expectOutstanding();
    accepted(await cancelRun(world.deps, world.admin, runId));
    expect(await findDebts(db, ADA, UTC)).toEqual([]);
  });

  it("ends when it is made up for, and begins anew when it comes again", async () => {
    await payJanuary();
    await debit(-700n);
    await world.advance(5 * DAY);
    await recordSales(world, [
      { id: "a2", plugin: "ada-plugin", amount: 1_000n, on: "2026-02-03" },
    ]);
    expect(await findDebts(db, ADA, UTC)).toEqual([]);
    await refund("2026-02-06");
    expect(await sinceOf(ADA)).toEqual(["2026-02-06"]);
  });

  it("is its developer's own", async () => {
    await payJanuary();
    await refund("2026-02-02");
    expect(await findDebts(db, trusted.developerId("ben"), UTC)).toEqual([]);
  });
});
