import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verify } from "@/lib/use-cases/verify";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { addDeveloper, closeMonth, recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { GET as getBalance } from "../developers/[id]/balance/route";
import { GET as getDebts } from "../developers/[id]/debts/route";
import { GET as getAdjustments, POST as postAdjustment } from "./route";

const CREDIT = {
  ...{ externalId: "goodwill-1", developerId: "bo", pluginId: "bo-plugin" },
  ...{ amount: 2_500, currency: "EUR", reason: "goodwill", note: "For the outage" },
};
let simulator: TestSimulator;
let world: AdminApiWorld;
let key: string;

/** Bo has earned €7.00. */
beforeAll(async () => {
  simulator = await startTestSimulator();
  world = await createAdminApiWorld(simulator);
  key = await world.newKey(["adjustments:write", "finance:read"]);
  await addDeveloper(world, "bo");
  await addDeveloper(world, "cleo");
  await recordSales(world, [{ id: "1", plugin: "bo-plugin", amount: 1_000n, on: "2026-01-05" }]);
});
afterAll(async () => {
  await world.db.drop();
  await simulator.close();
});

const adjust = (body: object) => world.call(postAdjustment, { key, method: "POST", body });
const balance = async (id: string) =>
  (await world.call(getBalance, { key, params: { id } })).body.balances;

describe("an adjustment through the API", () => {
  it("is recorded once, of sixteen at once and of one more, and names who made it", async () => {
    const answers = await Promise.all(Array.from({ length: 16 }, () => adjust(CREDIT)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array.from({ length: 15 }, () => 200),
      201,
    ]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const again = await adjust(CREDIT);
    expect([again.status, again.body.status]).toEqual([200, "duplicate"]);
    expect(await balance("bo")).toEqual([{ amount: 3_200, currency: "eur" }]);
    const { body } = await world.call(getAdjustments, { key });
    expect(body.adjustments).toMatchObject([
      {
        ...{ ...CREDIT, currency: "eur", postedOn: "2026-02-03" },
        by: expect.stringMatching(/^key:ada@example\.com [0-9a-f]{10} nightly-close$/),
      },
    ]);
  });

  it("is refused under an id that was used for another one", async () => {
    await adjust({ ...CREDIT, externalId: "twice" });
    const { status, body } = await adjust({ ...CREDIT, externalId: "twice", amount: 2_501 });
    expect([status, body.code]).toEqual([409, "conflict"]);
  });

  it("explains a debt that it leaves, to the cent", async () => {
    await recordSales(world, [{ id: "2", plugin: "cleo-plugin", amount: 100n, on: "2026-01-05" }]);
    await closeMonth(world, "2026-01");
    const fee = { externalId: "fee-1", developerId: "cleo", pluginId: "cleo-plugin" };
    await adjust({ ...CREDIT, ...fee, amount: -1_000, reason: "fee", note: "A fee" });
    expect(await balance("cleo")).toEqual([{ amount: -930, currency: "eur" }]);
    const { body } = await world.call(getDebts, { key, params: { id: "cleo" } });
    expect(body.debts).toMatchObject([
      {
        ...{ currency: "eur", balance: -930, takenBack: -1_000, earned: 70, causesTotal: 1 },
        words: expect.stringContaining("They owe the marketplace €9.30"),
        causes: [{ kind: "adjustment", share: -1_000, adjustment: { note: "A fee" } }],
      },
    ]);
    const { body: bos } = await world.call(getDebts, { key, params: { id: "bo" } });
    expect(bos.debts).toEqual([]);
  });

  it("is listed page by page, of one developer if asked", async () => {
    const rows = await world.pages(getAdjustments, { key, name: "adjustments" });
    expect(rows).toHaveLength(3);
    const ofCleo = { key, name: "adjustments", query: "developerId=cleo" };
    expect(await world.pages(getAdjustments, ofCleo)).toMatchObject([{ externalId: "fee-1" }]);
  });

  it.each([
    [{ amount: 0 }, 422, "bad_field"],
    [{ amount: 1.5 }, 422, "bad_field"],
    [{ amount: "25.00" }, 422, "bad_field"],
    [{ amount: 1_000_000_000_001 }, 422, "bad_field"],
    [{ currency: "eux" }, 422, "bad_field"],
    [{ externalId: "" }, 422, "bad_field"],
    [{ externalId: undefined }, 422, "bad_field"],
    [{ reason: "because" }, 422, "bad_field"],
    [{ note: " " }, 422, "bad_field"],
    [{ note: "\0" }, 422, "bad_field"],
    [{ developerId: "../x" }, 422, "bad_field"],
    [{ by: "user:ben@example.com" }, 422, "bad_field"],
    [{ pluginId: "cleo-plugin" }, 422, "not_their_plugin"],
    [{ developerId: "nobody" }, 422, "not_their_plugin"],
  ])("is refused with %j", async (fields, status, code) => {
    const [before] = await world.db.sql`select count(*) as events from events`;
    const answer = await adjust({ ...CREDIT, externalId: "refused", ...fields });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await world.db.sql`select count(*) as events from events`).toEqual([before]);
  });

  it("keeps every rule of the books", async () => {
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });
});
