import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recordCharge } from "@/lib/use-cases/record-charge";
import { verify } from "@/lib/use-cases/verify";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { addDeveloper } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { setChargeTags } from "@/scripts/testing/stripe-requests";
import { POST as postLeave } from "./[id]/leave/route";
import { POST as postRetry } from "./[id]/retry/route";
import { GET as getProblems } from "./route";

let simulator: TestSimulator;
let world: AdminApiWorld;
let key: string;
let charges: readonly string[];

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** Two payments, one after the other, whose tag names no plugin. */
beforeEach(async () => {
  await simulator.control.reset();
  world = await createAdminApiWorld(simulator);
  key = await world.newKey(["finance:read", "adjustments:write"]);
  await addDeveloper(world, "cleo");
  charges = [await payFor("nothing"), await payFor("nothing")];
  return () => world.db.drop();
});

async function payFor(plugin: string): Promise<string> {
  const metadata = { remit_plugin_id: plugin };
  const { id } = await simulator.control.charge({ amount: 700, currency: "eur", metadata });
  await recordCharge(world.deps, id);
  await world.advance(1);
  return id;
}

const list = () => world.pages(getProblems, { key, name: "problems" });
const act = (route: typeof postRetry, id = "", body?: object) =>
  world.call(route, { key, method: "POST", params: { id }, body });

describe("payments that could not be recorded, through the API", () => {
  it("are listed oldest first, with why and what to do in words", async () => {
    const problems = await list();
    expect(problems.map(({ id }) => id)).toEqual(charges);
    expect(problems[0]).toMatchObject({
      ...{ chargeId: charges[0], pluginTag: "nothing", code: "unknown_plugin" },
      reason: "The catalogue has no plugin of this name.",
      remedy: expect.stringContaining("Add the plugin to the catalogue"),
    });
  });

  it("say when they are tried again what is wrong still, and are recorded once it is mended", async () => {
    const [charge = ""] = charges;
    const still = await act(postRetry, charge);
    expect([still.status, still.body]).toMatchObject([
      200,
      { id: charge, outcome: "needs_person", problems: [{ code: "unknown_plugin" }] },
    ]);
    await setChargeTags(simulator, charge, { remit_plugin_id: "cleo-plugin" });
    const answers = await Promise.all([act(postRetry, charge), act(postRetry, charge)]);
    expect(answers.map(({ body }) => body.outcome ?? body.code)).toContain("recorded");
    expect((await act(postRetry, charge)).body.code).toBe("not_open");
    expect(await world.db.sql`select amount from events`).toEqual([{ amount: 700n }]);
    expect((await list()).map(({ id }) => id)).toEqual([charges[1]]);
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });

  it("are left once, by name and with a note", async () => {
    const note = { note: "A test" };
    const both = await Promise.all([1, 2].map(() => act(postLeave, charges[0], note)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await list()).map(({ id }) => id)).toEqual([charges[1]]);
    const [entry] = await world.db.sql`
      select actor, detail->>'note' as note from audit_log where action = 'charge.leave'`;
    expect(entry).toEqual({ ...note, actor: expect.stringContaining("key:ada@example.com ") });
    expect((await act(postLeave, charges[1], { note: " " })).body.code).toBe("bad_field");
  });

  it("are named by Stripe's ids, that of a dispute that was won with its colon encoded or not", async () => {
    const codes = ["du_1:won", "du_1%3Awon", "du_1;won"].map(async (id) => {
      return (await act(postRetry, id)).body.code;
    });
    expect(await Promise.all(codes)).toEqual(["not_open", "not_open", "bad_id"]);
  });

  it("stay as they are while Stripe does not answer", async () => {
    await simulator.control.addFault({
      ...{ method: "GET", path: "^/v1/charges/", mode: "status_before", status: 500, times: 9 },
    });
    const tried = await act(postRetry, charges[0]);
    expect([tried.status, tried.body.code]).toEqual([503, "stripe_unreachable"]);
    expect(await list()).toHaveLength(2);
  });
});
