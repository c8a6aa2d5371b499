import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
import { prepareRun } from "./prepare-run";

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;

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

describe("preparing at the same moment", () => {
  beforeAll(async () => {
    await freshWorld();
    for (const id of ["ada", "ben", "cleo"]) {
      await addDeveloper(world, id, { plugins: [`${id}-1`, `${id}-2`] });
    }
  });
  afterAll(() => db.drop());

  it("claims everything once, whoever comes first and whatever the scope", async () => {
    for (let round = 0; round < 8; round++) {
      await recordSales(
        world,
        ["ada", "ben", "cleo"].flatMap((id) =>
          [1, 2].map((no) => ({
            id: `${round}-${id}-${no}`,
            plugin: `${id}-${no}`,
            amount: BigInt(1_000 + round * 100 + no),
            on: world.now().toISOString().slice(0, 10),
          })),
        ),
      );
      const period = trustedPeriod(world.now().toISOString().slice(0, 7));
      await world.advance(31 * 86_400);
      await closeMonth(world, period);
      const scopes = [{}, {}, { pluginId: trusted.pluginId("ada-1") }].flatMap((scope) => [
        ...Array.from({ length: 4 }, () => scope),
        { developerId: trusted.developerId("ben") },
      ]);
      const answers = await Promise.all(
        scopes.map((scope) => prepareRun(world.deps, world.admin, { period, ...scope })),
      );
      expect(answers.some((answer) => answer.ok)).toBe(true);
      expect(await unevenPayouts()).toEqual([]);
      const left = await db.sql`select id from payables where payout_id is null`;
      expect(left).toEqual([]);
    }
  });

  it("does not let two plugins' runs rely on the same balance", async () => {
    const on = world.now().toISOString().slice(0, 10);
    await addDeveloper(world, "dan", { plugins: ["dan-1", "dan-2", "dan-3"] });
    await recordSales(world, [{ id: "dan-c", plugin: "dan-3", amount: 10_000n, on }]);
    const period = trustedPeriod(on.slice(0, 7));
    await world.advance(31 * 86_400);
    await closeMonth(world, period);
    const paid = accepted(
      await prepareRun(world.deps, world.admin, { period, pluginId: trusted.pluginId("dan-3") }),
    );
    const next = world.now().toISOString().slice(0, 10);
    await recordSales(world, [
      { id: "dan-a", plugin: "dan-1", amount: 10_000n, on: next },
      { id: "dan-b", plugin: "dan-2", amount: 10_000n, on: next },
      { id: "dan-c-back", plugin: "dan-3", amount: -10_000n, on: next, corrects: "dan-c" },
    ]);
    const later = trustedPeriod(next.slice(0, 7));
    await world.advance(31 * 86_400);
    await closeMonth(world, later);
    const answers = await Promise.all(
      ["dan-1", "dan-2"].map((plugin) =>
        prepareRun(world.deps, world.admin, { period: later, pluginId: trusted.pluginId(plugin) }),
      ),
    );
    expect(paid.payouts).toBe(1);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(await unevenPayouts()).toEqual([]);
  });
});
