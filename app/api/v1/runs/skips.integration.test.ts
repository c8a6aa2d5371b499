import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { payInstantly } from "@/lib/use-cases/pay-instantly";
import { placeHold } from "@/lib/use-cases/place-hold";
import { setMinimum } from "@/lib/use-cases/set-minimum";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { recordSales } from "@/scripts/testing/payout-world";
import { createRunApiWorld, PERIOD, type RunApiWorld } from "@/scripts/testing/run-api-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as postClose } from "../periods/[period]/close/route";
import { GET as getPayable } from "../periods/[period]/payable/route";
import { GET as getSaleSkips } from "../sale-skips/route";
import { GET as getSkips } from "./[id]/skips/route";
import { POST as postRun } from "./route";

let simulator: TestSimulator;
let world: RunApiWorld;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

beforeEach(async () => {
  world = await createRunApiWorld(simulator, { postClose, postRun });
  return () => world.db.drop();
});

describe("why somebody is not paid, through the API", () => {
  it("says who put whom on hold, why and since when: of a run, the hold that stopped it", async () => {
    const cleo = trusted.developerId("cleo");
    const place = (reason: string) =>
      placeHold(world.deps, world.admin, { developerId: cleo, reason });
    const lift = () => liftHold(world.deps, world.otherAdmin, cleo);
    await place("An earlier one");
    await world.advance(60);
    await lift();
    const placedAt = world.now();
    await place("A dispute");
    await world.advance(60);
    await world.close();
    const params = { period: PERIOD };
    const hold = { reason: "A dispute", placedBy: "user:ada@example.com" };
    const told = { skip: "on_hold", hold: { ...hold, placedAt: placedAt.toISOString() } };
    const payable = await world.pages(getPayable, { key: world.adasKey, name: "payable", params });
    expect(payable[1]).toMatchObject(told);
    const run = { id: String((await world.prepare()).body.id) };
    await world.advance(60);
    await lift();
    await place("A later one");
    const [skip] = await world.pages(getSkips, { key: world.adasKey, name: "skips", params: run });
    expect(skip).toMatchObject(told);
    expect(skip?.skipReason).toContain("by ada@example.com: “A dispute”. It is lifted by now.");
  });

  it("lists the sales that were not paid at once with their reason, and then with their payout", async () => {
    const { db, deps, admin } = world;
    for (const id of ["bo", "dee"]) {
      const change = { developerId: trusted.developerId(id), schedule: "instant" } as const;
      await setSchedule(deps, admin, change);
    }
    await setMinimum(deps, admin, money(500n, trustedCurrency("eur")));
    const sale = { amount: 100n, on: "2026-01-06" };
    await recordSales(world, [
      ...["bo", "dee"].map((id) => ({ ...sale, id: `${id}-2`, plugin: `${id}-plugin` })),
    ]);
    expect(await payInstantly(deps)).toMatchObject({ left: 2 });
    const listed = () => world.pages(getSaleSkips, { key: world.adasKey, name: "saleSkips" });
    const told = (await listed()).map(({ saleId, skip, payoutId }) => [saleId, skip, payoutId]);
    expect(told.sort()).toEqual([
      ["bo-2", "below_minimum", null],
      ["dee-2", "not_onboarded", null],
    ]);
    await world.close();
    await world.prepare();
    const [ofBo] = (await listed()).filter(({ developerId }) => developerId === "bo");
    const [payout] = await db.sql`select id from payouts where developer_id = 'bo'`;
    expect(ofBo).toMatchObject({ ...{ amount: 70, minimum: 500 }, payoutId: payout?.id });
    expect(ofBo).toMatchObject({ payoutState: "ready", source: "test" });
    expect(ofBo?.skipReason).toContain("below the minimum of €5.00");
  });
});
