import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRunPayouts } from "@/db/queries/payouts";
import { findRunSkips } from "@/db/queries/run-skips";
import { findRun } from "@/db/queries/runs";
import { findAuditBreaks } from "@/db/writes/audit";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
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
import { closePeriod } from "./close-period";
import { prepareRun } from "./prepare-run";

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;
const PERIOD = trustedPeriod("2026-01");

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(async () => {
  await simulator.close();
});

async function freshWorld(): Promise<void> {
  await simulator.control.reset();
  db = await createTestDatabase({ connectionsMax: 20 });
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-03T20:00:00Z") });
}

/** What is claimed although its payout is canceled, or sums that are not the payout's. */
async function unevenPayouts() {
  return db.sql`
    select payout.id from payouts as payout
    left join claimed_balances as bucket
      on bucket.developer_id = payout.developer_id and bucket.payout_id = payout.id
    group by payout.developer_id, payout.id
    having case when payout.state = 'canceled' then count(bucket.id) > 0
      else coalesce(sum(bucket.developer_share), 0) <> payout.amount end`;
}

describe("closing a period", () => {
  beforeAll(freshWorld);
  afterAll(() => db.drop());

  it("waits for its end, for earlier months, and happens once", async () => {
    await addDeveloper(world, "ada");
    await recordSales(world, [
      { id: "1", plugin: "ada-plugin", amount: 100n, on: "2025-12-31" },
      { id: "2", plugin: "ada-plugin", amount: 100n, on: "2026-01-01" },
      { id: "3", plugin: "ada-plugin", amount: 100n, on: "2026-02-01" },
    ]);
    const close = (period: string) =>
      closePeriod(world.deps, world.admin, trustedPeriod(period)).then((result) =>
        result.ok ? "closed" : result.problem,
      );
    expect(await close("2026-02")).toEqual({ kind: "period_not_ended", period: "2026-02" });
    expect(await close("2026-01")).toEqual({ kind: "earlier_period_open", earlier: "2025-12" });
    expect(await close("2025-12")).toBe("closed");
    const both = await Promise.all([close("2026-01"), close("2026-01")]);
    expect(both.map((answer) => (answer === "closed" ? answer : answer.kind)).sort()).toEqual([
      "already_closed",
      "closed",
    ]);
  });
});

describe("preparing a run", () => {
  beforeAll(async () => {
    await freshWorld();
    await addDeveloper(world, "ada", { plugins: ["atlas", "aster"] });
    await addDeveloper(world, "ben", { plugins: ["borea"] });
    await addDeveloper(world, "cleo", { plugins: ["cirrus"], readiness: undefined });
    await addDeveloper(world, "dan", { plugins: ["dune"] });
    await addDeveloper(world, "eve", { plugins: ["ember"] });
    await db.sql`insert into payout_minimums (currency, amount, updated_by)
      values ('eur', 1000, 'user:ada@example.com')`;
    await recordSales(world, [
      { id: "a1", plugin: "atlas", amount: 10_000n, on: "2026-01-05" },
      { id: "a2", plugin: "aster", amount: 4_000n, on: "2026-01-06" },
      { id: "a3", plugin: "atlas", amount: 5_000n, on: "2026-01-07", currency: "usd" },
      { id: "b1", plugin: "borea", amount: 1_000n, on: "2026-01-05" },
      { id: "c1", plugin: "cirrus", amount: 9_000n, on: "2026-01-05" },
      { id: "d1", plugin: "dune", amount: 9_000n, on: "2026-01-05" },
      { id: "d2", plugin: "dune", amount: -9_000n, on: "2026-01-06", corrects: "d1" },
      { id: "e1", plugin: "ember", amount: 3_000n, on: "2026-01-05" },
      { id: "late", plugin: "ember", amount: 3_000n, on: "2026-02-01" },
    ]);
    await db.sql`insert into holds (id, developer_id, reason, placed_by, placed_at)
      values (gen_random_uuid(), 'eve', 'checking', 'user:ada@example.com', now())`;
  });
  afterAll(() => db.drop());

  it("is refused while the period is open, and for what does not exist", async () => {
    const refused = await prepareRun(world.deps, world.admin, { period: PERIOD });
    expect(refused).toMatchObject({ ok: false, problem: { kind: "period_open" } });
    const nobody = trusted.developerId("nobody");
    const missing = await prepareRun(world.deps, world.admin, {
      period: PERIOD,
      developerId: nobody,
    });
    expect(missing).toMatchObject({ ok: false, problem: { kind: "unknown_developer" } });
  });

  it("pays whole balances through the period and says why others are not paid", async () => {
    await closeMonth(world, "2026-01");
    const run = accepted(await prepareRun(world.deps, world.admin, { period: PERIOD }));
    const payouts = await findRunPayouts(db, world.admin, run.runId);
    expect(
      payouts.map(({ developerId, amount }) => [developerId, amount.minor, amount.currency]),
    ).toEqual([
      ["ada", 9_800n, "eur"],
      ["ada", 3_500n, "usd"],
    ]);
    const skips = await findRunSkips(db, world.admin, run.runId);
    expect(skips.map(({ developerId, reason }) => [developerId, reason])).toEqual([
      ["eve", "on_hold"],
      ["cleo", "not_onboarded"],
      ["ben", "below_minimum"],
    ]);
    expect(await unevenPayouts()).toEqual([]);

    const second = await prepareRun(world.deps, world.otherAdmin, { period: PERIOD });
    expect(second).toMatchObject({
      ok: false,
      problem: { kind: "already_prepared", runId: run.runId, by: "user:ada@example.com" },
    });
    expect(accepted(await cancelRun(world.deps, world.admin, run.runId))).toEqual({
      canceled: 2,
      kept: 0,
    });
    expect(await findRun(db, world.admin, run.runId)).toMatchObject({ state: "canceled" });
    expect(await unevenPayouts()).toEqual([]);
  });

  it("pays a canceled run's money in the next one, and one plugin alone when told so", async () => {
    const scope = { period: PERIOD, pluginId: trusted.pluginId("aster") };
    const plugin = accepted(await prepareRun(world.deps, world.admin, scope));
    const [payout] = await findRunPayouts(db, world.admin, plugin.runId);
    expect(payout?.amount.minor).toBe(2_800n);
    const rest = accepted(await prepareRun(world.deps, world.admin, { period: PERIOD }));
    const payouts = await findRunPayouts(db, world.admin, rest.runId);
    expect(payouts.map(({ amount }) => amount.minor)).toEqual([7_000n, 3_500n]);
    const none = await prepareRun(world.deps, world.admin, {
      period: PERIOD,
      developerId: trusted.developerId("ben"),
    });
    expect(none).toMatchObject({
      ok: false,
      problem: { kind: "nothing_to_pay", skips: [{ developerId: "ben", reason: "below_minimum" }] },
    });
    expect(await unevenPayouts()).toEqual([]);
  });

  it("F31: carries small and negative balances over and nets them", async () => {
    await recordSales(world, [
      { id: "b2", plugin: "borea", amount: 1_000n, on: "2026-02-02" },
      { id: "a1-back", plugin: "atlas", amount: -1_000n, on: "2026-02-02", corrects: "a1" },
    ]);
    await world.advance(30 * 86_400);
    await closeMonth(world, "2026-02");
    const period = trustedPeriod("2026-02");
    const run = accepted(await prepareRun(world.deps, world.admin, { period }));
    const payouts = await findRunPayouts(db, world.admin, run.runId);
    expect(payouts.map(({ developerId, amount }) => [developerId, amount.minor])).toEqual([
      ["ben", 1_400n],
    ]);
    const skips = await findRunSkips(db, world.admin, run.runId);
    expect(skips.find((skip) => skip.developerId === "ada")).toMatchObject({
      reason: "owes_marketplace",
      amount: { minor: -700n },
    });
  });

  it("is approved once, and not at all once a developer's account is another one", async () => {
    const [run] = await db.sql<{ id: string }[]>`
      select id from runs where state = 'prepared' and period = '2026-02'`;
    const runId = trusted.runId(run?.id ?? "");
    await db.sql`update connected_accounts set stripe_account_id = 'acct_other'
      where developer_id = 'ben'`;
    expect(await approveRun(world.deps, world.admin, runId)).toMatchObject({
      problem: { kind: "destination_changed", developerIds: ["ben"] },
    });
    await db.sql`update connected_accounts set stripe_account_id = (select destination
      from payouts where developer_id = 'ben' limit 1) where developer_id = 'ben'`;
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        approveRun(world.deps, index % 2 ? world.admin : world.otherAdmin, runId),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(
      answers.filter((answer) => !answer.ok && answer.problem.kind === "already_approved"),
    ).toHaveLength(15);
    expect(await findAuditBreaks(db)).toEqual([]);
  });
});
