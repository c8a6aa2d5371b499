import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findDevelopers } from "@/db/queries/admin-developers";
import { findDeveloperSkips } from "@/db/queries/developer-skips";
import { findPayoutRules } from "@/db/queries/payout-rules";
import { findRunPayouts } from "@/db/queries/payouts";
import { findRunSkips } from "@/db/queries/run-skips";
import { type DeveloperId, type RunId, trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import { skipWords } from "@/lib/domain/words/skip-words";
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
import { prepareRun } from "./prepare-run";
import { refreshAccount } from "./refresh-account";
import { setPayoutRule } from "./set-payout-rule";
import { verify } from "./verify";

const DECEMBER = trustedPeriod("2025-12");
const JANUARY = trustedPeriod("2026-01");
const DAY = 86_400;

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** Ada earned in December only, Ben in January; Cleo 3.50 in December, below the minimum of 10. */
beforeEach(async () => {
  await simulator.control.reset();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  for (const id of ["ada", "ben", "cleo"]) await addDeveloper(world, id);
  await db.sql`insert into payout_minimums (currency, amount, updated_by)
    values ('eur', 1000, 'user:ada@example.com')`;
  await recordSales(world, [
    { id: "a1", plugin: "ada-plugin", amount: 10_000n, on: "2025-12-31" },
    { id: "b1", plugin: "ben-plugin", amount: 10_000n, on: "2026-01-01" },
    { id: "c1", plugin: "cleo-plugin", amount: 500n, on: "2025-12-05" },
  ]);
  await closeMonth(world, "2025-12");
  await closeMonth(world, "2026-01");
  return async () => {
    const { checks } = await verify(world.deps);
    expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
    await db.drop();
  };
});

async function prepare(period = JANUARY): Promise<RunId> {
  return accepted(await prepareRun(world.deps, world.admin, { period })).runId;
}

async function paidBy(runId: RunId) {
  const payouts = await findRunPayouts(db, world.admin, runId);
  return payouts.map(({ developerId, amount }) => `${developerId} ${amount.minor}`).sort();
}

async function setRule(holdingDays: number, sweepMonth?: number, from = DECEMBER) {
  return setPayoutRule(world.deps, world.admin, { holdingDays, sweepMonth, from });
}

describe("holding days", () => {
  it("hold back what a month earned until they have passed, and say the day", async () => {
    await setRule(14);
    const runId = await prepare();
    expect(await paidBy(runId)).toEqual(["ada 7000"]);
    const skips = await findRunSkips(db, world.admin, runId);
    const held = skips.find(({ reason }) => reason === "holding_days");
    expect(held).toMatchObject({ developerId: "ben", payableFrom: "2026-02-15" });
    expect(held && skipAdminWords(held)).toContain("Prepare again from 15 Feb 2026 on.");
    const [told] = await findDeveloperSkips(db, trusted.developerId("ben"));
    expect(told && skipWords(told).remedy).toContain("from 15 Feb 2026 on");
  });

  it("let nobody be paid a second before their end, and everybody from then on", async () => {
    await setRule(14);
    await prepare(DECEMBER);
    await world.advance(12 * DAY + 14 * 3_600 - 1);
    const early = await prepareRun(world.deps, world.admin, { period: JANUARY });
    expect(early).toMatchObject({ ok: false, problem: { kind: "nothing_to_pay" } });
    await world.advance(1);
    expect(await paidBy(await prepare())).toEqual(["ben 7000"]);
  });

  it("are those of months that earned something: a free install holds nothing back", async () => {
    await recordSales(world, [
      { id: "a2", plugin: "ada-plugin", amount: 0n, on: "2026-02-01" },
      { id: "b2", plugin: "ben-plugin", amount: 100n, on: "2026-02-01" },
    ]);
    await setRule(14);
    await world.advance(30 * DAY);
    await closeMonth(world, "2026-02");
    expect(await paidBy(await prepare(trustedPeriod("2026-02")))).toEqual(["ada 7000"]);
  });

  it("count for the months from the chosen one on, by the latest word", async () => {
    await setRule(60, undefined, trustedPeriod("2026-02"));
    expect(await paidBy(await prepare())).toEqual(["ada 7000", "ben 7000"]);
    await setRule(30);
    await world.advance(60);
    await setRule(7);
    const rules = await findPayoutRules(db, world.admin);
    expect(rules.map(({ from, holdingDays }) => `${from} ${holdingDays}`)).toEqual([
      "2026-02 60",
      "2025-12 7",
    ]);
  });

  it.each([
    [-1, undefined, "bad_holding_days"],
    [181, undefined, "bad_holding_days"],
    [1.5, undefined, "bad_holding_days"],
    [0, 0, "bad_sweep_month"],
    [0, 13, "bad_sweep_month"],
  ])("of %s with the sweep %s are refused", async (holdingDays, sweepMonth, kind) => {
    expect(await setRule(holdingDays, sweepMonth)).toEqual({ ok: false, problem: { kind } });
    expect(await findPayoutRules(db, world.admin)).toEqual([]);
  });
});

describe("the sweep", () => {
  it("pays what is below the minimum in its month only, and never what is owed", async () => {
    await addDeveloper(world, "dan", { readiness: undefined });
    await addDeveloper(world, "eve");
    await recordSales(world, [
      { id: "d1", plugin: "dan-plugin", amount: 100n, on: "2026-02-01" },
      { id: "e1", plugin: "eve-plugin", amount: 100n, on: "2026-02-01" },
      { id: "e2", plugin: "eve-plugin", amount: -100n, on: "2026-02-01", corrects: "e1" },
      { id: "c2", plugin: "cleo-plugin", amount: -500n, on: "2026-02-01", corrects: "c1" },
    ]);
    await setRule(0, 1);
    expect(await paidBy(await prepare(DECEMBER))).toEqual(["ada 7000"]);
    expect(await paidBy(await prepare(JANUARY))).toEqual(["ben 7000", "cleo 350"]);
    await world.advance(30 * DAY);
    await closeMonth(world, "2026-02");
    await setRule(0, 2);
    const february = await prepareRun(world.deps, world.admin, {
      period: trustedPeriod("2026-02"),
    });
    if (february.ok || february.problem.kind !== "nothing_to_pay") throw new Error("Paid");
    expect(
      february.problem.skips.map(({ developerId, reason }) => `${developerId} ${reason}`),
    ).toEqual(["cleo owes_marketplace", "dan not_onboarded"]);
  });
});

describe("Stripe's hold", () => {
  it("is told apart from an unfinished start and from an admin's, with what is missing", async () => {
    const ben = trusted.developerId("ben");
    await connectedAccount(ben);
    await restrict(ben);
    const runId = await prepare();
    const skips = await findRunSkips(db, world.admin, runId);
    const held = skips.find(({ developerId }) => developerId === ben);
    expect(held).toMatchObject({ reason: "restricted_by_stripe" });
    expect(held && skipAdminWords(held)).toMatch(/^Stripe stopped transfers to them/);
    const filter = { situation: "held_by_stripe", offset: 0, limit: 9 } as const;
    const { developers } = await findDevelopers(db, world.admin, filter);
    expect(
      developers.map(({ id, hold, stripeHold }) => [id, hold, stripeHold !== undefined]),
    ).toEqual([[ben, undefined, true]]);
    const [told] = await findDeveloperSkips(db, ben);
    expect(told && skipWords(told).sentence).toContain("Stripe had stopped transfers");
  });
});

/** Reads the account as it is, which finds it ready. */
async function connectedAccount(developerId: DeveloperId): Promise<void> {
  accepted(await refreshAccount(world.deps, developerId));
}

async function restrict(developerId: DeveloperId): Promise<void> {
  const [row] = await db.sql<{ id: string }[]>`
    select stripe_account_id as id from connected_accounts where developer_id = ${developerId}`;
  await simulator.control.setCapability(row?.id ?? "", "restricted");
  accepted(await refreshAccount(world.deps, developerId));
}
