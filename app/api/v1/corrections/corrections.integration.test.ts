import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordCharge } from "@/lib/use-cases/record-charge";
import { verify } from "@/lib/use-cases/verify";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { addDeveloper, recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as postCorrection } from "./route";

let simulator: TestSimulator;
let world: AdminApiWorld;
let key: string;
let chargeId: string;

beforeAll(async () => {
  simulator = await startTestSimulator();
  world = await createAdminApiWorld(simulator);
  key = await world.newKey(["adjustments:write"]);
  await addDeveloper(world, "cleo");
});
afterAll(async () => {
  await world.db.drop();
  await simulator.close();
});

/** Cleo has earned €7.00 of a payment at Stripe. */
beforeEach(async () => {
  const metadata = { remit_plugin_id: "cleo-plugin" };
  const charge = await simulator.control.charge({ amount: 1_000, currency: "eur", metadata });
  chargeId = charge.id;
  await recordCharge(world.deps, chargeId);
});

const correct = (fields: object = {}) => {
  const refund = {
    ...{ externalId: `letter-of-${chargeId}`, source: "stripe", saleId: chargeId },
    ...{ kind: "refund", amount: 400, currency: "EUR", on: "2026-02-03" },
  };
  return world.call(postCorrection, { key, method: "POST", body: { ...refund, ...fields } });
};

/** What the sale has given Cleo, less what was taken back of it. */
async function earned(saleId = chargeId): Promise<number> {
  const [row] = await world.db.sql<{ earned: number }[]>`
    select sum(event.developer_share)::int as earned from events as sale
    join events as event on sale.id in (event.id, event.original_id)
    where sale.external_id = ${saleId}`;
  return row?.earned ?? 0;
}

describe("a refund through the API of a sale that came from Stripe", () => {
  it("is recorded once, of eight at once and of one more, and names who made it", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => correct()));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), 201]);
    const [id, ...others] = new Set(answers.map(({ body }) => body.id));
    expect(others).toEqual([]);
    const again = await correct();
    const answer = { id, externalId: `letter-of-${chargeId}`, status: "duplicate" };
    expect([again.status, again.body]).toEqual([200, answer]);
    expect(await earned()).toBe(420);
    const made = await world.db.sql`
      select correction.kind, sale.source, sale.external_id as sale, entry.actor
      from events as correction join events as sale on sale.id = correction.original_id
      join audit_log as entry on entry.subject = 'event:' || correction.id
      where correction.id = ${String(id)}`;
    const actor = expect.stringMatching(/^key:ada@example\.com [0-9a-f]{10} nightly-close$/);
    expect(made).toEqual([{ kind: "refund", source: "stripe", sale: chargeId, actor }]);
  });

  it("is refused under an id that was used for another one", async () => {
    await correct();
    const { status, body } = await correct({ amount: 401 });
    expect([status, body.code]).toEqual([409, "conflict"]);
    expect(body.detail).toBe("This id was used for another correction. Nothing was recorded.");
    expect(await earned()).toBe(420);
  });

  it("takes no more than is left of the sale, and says what is", async () => {
    await correct();
    const rest = { externalId: `rest-of-${chargeId}` };
    const { status, body } = await correct({ ...rest, amount: 601 });
    expect([status, body.code, body.left]).toEqual([422, "too_much", 600]);
    expect(body.detail).toBe("Only €6.00 of the sale is left for this. Enter that or less.");
    expect((await correct({ ...rest, amount: 600 })).status).toBe(201);
    expect(await earned()).toBe(0);
  });

  it.each([
    [{ amount: 0 }, "bad_field"],
    [{ amount: -400 }, "bad_field"],
    [{ amount: "4.00" }, "bad_field"],
    [{ amount: undefined }, "bad_field"],
    [{ externalId: undefined }, "bad_field"],
    [{ kind: "install" }, "bad_field"],
    [{ saleId: "\0" }, "bad_field"],
    [{ on: "2026-02-30" }, "bad_field"],
    [{ pluginId: "cleo-plugin" }, "bad_field"],
    [{ currency: "usd" }, "not_in_currency"],
    [{ source: "api" }, "unknown_sale"],
    [{ on: "2026-02-02" }, "before_sale"],
    [{ on: "2026-02-04" }, "in_future"],
    [{ amount: 1_001 }, "too_much"],
    [{ kind: "dispute_won", amount: 1 }, "too_much"],
  ])("is refused with %j", async (fields, code) => {
    const { status, type, body } = await correct(fields);
    expect([status, type, body.code]).toEqual([422, "application/problem+json", code]);
    expect(body.detail).not.toContain("page");
    expect(await earned()).toBe(700);
  });
});

describe("another correction through the API", () => {
  it("is a dispute, and what of it was won", async () => {
    await correct({ kind: "dispute", amount: 1_000 });
    expect(await earned()).toBe(0);
    await correct({ externalId: `won-${chargeId}`, kind: "dispute_won", amount: 1_000 });
    expect(await earned()).toBe(700);
  });

  it("is of a sale of whatever source, and of nothing but a sale", async () => {
    const sale = { id: "order-1", plugin: "cleo-plugin", amount: 1_000n, on: "2026-01-05" };
    await recordSales(world, [sale]);
    const { body } = await correct({ source: "test", saleId: "order-1" });
    expect([body.status, await earned("order-1")]).toEqual(["recorded", 420]);
    const [refund] = await world.db.sql`
      select external_id as id from events where id = ${String(body.id)}`;
    const ofRefund = { externalId: "2", source: "form", saleId: refund?.id };
    const refused = await correct(ofRefund);
    expect([refused.status, refused.body.code]).toEqual([422, "unknown_sale"]);
    expect(refused.body.detail).toContain("not what was taken back of it");
  });

  it("keeps every rule of the books", async () => {
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });
});
