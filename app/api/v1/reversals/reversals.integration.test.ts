import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verify } from "@/lib/use-cases/verify";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { payDeveloper } from "@/scripts/testing/paid-payout";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as postReversal } from "../payouts/[id]/reversals/route";
import { GET as getReversals } from "./route";

const WHOLE = { left: 700, currency: "eur", reason: "A mistake" };
let simulator: TestSimulator;
let world: AdminApiWorld;
let key: string;
let payoutId: string;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** €7.00 paid to Cleo. */
beforeEach(async () => {
  await simulator.control.reset();
  world = await createAdminApiWorld(simulator);
  payoutId = await payDeveloper(world, "cleo");
  key = await world.newKey(["reversals:write", "finance:read"]);
  return () => world.db.drop();
});

const reverse = (body: object) =>
  world.call(postReversal, { key, method: "POST", params: { id: payoutId }, body });

describe("taking a payout back through the API", () => {
  it("takes it once, of eight at once and of one more", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => reverse(WHOLE)));
    const made = answers.filter(({ status }) => status === 200);
    expect(made.map(({ body }) => body)).toEqual([
      { payoutId, developerId: "cleo", amount: 700, currency: "eur", state: "made" },
    ]);
    for (const { status } of answers.filter((answer) => !made.includes(answer))) {
      expect(status).toBe(409);
    }
    expect((await reverse(WHOLE)).body.code).toBe("nothing_to_reverse");
    expect(await stateOfPayout()).toEqual(["reversed", 700n]);
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });

  it("takes a part once when the request is repeated, and then the rest if that is asked for", async () => {
    const part = { ...WHOLE, amount: 200 };
    expect((await reverse(part)).body.amount).toBe(200);
    const again = await reverse(part);
    expect([again.status, again.body]).toMatchObject([
      409,
      { code: "changed_meanwhile", left: 500 },
    ]);
    expect(await stateOfPayout()).toEqual(["partly_reversed", 200n]);
    expect((await reverse({ ...WHOLE, left: 500 })).body.amount).toBe(500);
    const rows = await world.pages(getReversals, { key, name: "reversals" });
    expect(rows.map(({ no, amount, state }) => [no, amount, state])).toEqual([
      [2, 500, "made"],
      [1, 200, "made"],
    ]);
    const query = `payoutId=${payoutId}&state=unknown`;
    expect(await world.pages(getReversals, { key, name: "reversals", query })).toEqual([]);
  });

  it("says of what Stripe refused why, and what to do about it", async () => {
    await simulator.control.addFault({
      ...{ method: "POST", path: "/reversals$", mode: "status_before", status: 400 },
      headers: { "request-id": "req_1" },
      body: { error: { type: "invalid_request_error", code: "balance_insufficient", message: "" } },
    });
    const refused = await reverse(WHOLE);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "refused_by_stripe", detail: expect.stringMatching(/Nothing was taken .* later/) },
    ]);
    const [row] = await world.pages(getReversals, { key, name: "reversals" });
    expect(row).toMatchObject({
      ...{ state: "refused", failureCode: "balance_insufficient" },
      failureReason: expect.stringContaining("Nothing was taken back."),
      failureRemedy: "Take back less, try later, or debit the developer with an adjustment.",
    });
  });

  it.each([
    [{ amount: 701 }, 422, "too_much"],
    [{ amount: 0 }, 422, "bad_field"],
    [{ currency: "usd" }, 422, "wrong_currency"],
    [{ left: undefined }, 422, "bad_field"],
    [{ left: 699 }, 409, "changed_meanwhile"],
    [{ reason: "" }, 422, "bad_field"],
    [{ destination: "acct_1" }, 422, "bad_field"],
  ])("takes nothing with %j", async (fields, status, code) => {
    const answer = await reverse({ ...WHOLE, ...fields });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await stateOfPayout()).toEqual(["paid", 0n]);
  });
});

async function stateOfPayout() {
  const [row] = await world.db.sql`select state::text, reversed_amount from payouts`;
  return [row?.state, row?.reversed_amount];
}
