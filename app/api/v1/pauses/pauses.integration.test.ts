import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sendApproved } from "@/lib/use-cases/send-approved";
import {
  type AdminApiWorld,
  type Call,
  createAdminApiWorld,
} from "@/scripts/testing/admin-api-world";
import type { Route } from "@/scripts/testing/api-world";
import { addDeveloper, recordSales } from "@/scripts/testing/payout-world";
import { emptyBalance } from "@/scripts/testing/scarce-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as postClose } from "../periods/[period]/close/route";
import { POST as postApprove } from "../runs/[id]/approve/route";
import { POST as postRun } from "../runs/route";
import { POST as postCheck } from "./check/route";
import { GET as getPauses } from "./route";

const SCOPES = ["finance:read", "periods:close", "runs:prepare", "runs:approve"] as const;
const period = "2026-01";

let simulator: TestSimulator;
let world: AdminApiWorld;
let key: string;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** €7.00 are owed to each of two developers, and Stripe has €5.00. */
beforeEach(async () => {
  await simulator.control.reset();
  world = await createAdminApiWorld(simulator);
  key = await world.newKey(SCOPES);
  for (const id of ["bo", "cleo"]) await addDeveloper(world, id);
  await recordSales(world, [
    { id: "1", plugin: "bo-plugin", amount: 1_000n, on: "2026-01-05" },
    { id: "2", plugin: "cleo-plugin", amount: 1_000n, on: "2026-01-05" },
  ]);
  await emptyBalance(world);
  await simulator.control.fund("eur", 500);
  await post(postClose, { params: { period } });
  const { body } = await post(postRun, { body: { period } });
  await post(postApprove, { params: { id: String(body.id) } });
  return () => world.db.drop();
});

const post = <Params>(route: Route<Params>, call: Omit<Call, "key" | "method"> = {}) =>
  world.call(route, { key, method: "POST", ...call });
const send = () => sendApproved(world.deps, { pause: async () => undefined, concurrency: 1 });

it("tells what is missing for the payouts that wait, and nothing while none does", async () => {
  expect((await world.call(getPauses, { key })).body).toEqual({ pauses: [] });
  await send();
  const { status, body } = await world.call(getPauses, { key });
  expect(status).toBe(200);
  expect(body.pauses).toMatchObject([
    {
      ...{ currency: "eur", missing: 900, payouts: 2, amount: 1_400, next: 700, available: 500 },
      reason:
        "Paused: €9.00 more is needed in the Stripe balance. 2 payouts wait for €14.00, and €5.00 was available.",
    },
  ]);
});

it("goes on at once with what a top-up covers, when it is asked to look", async () => {
  await send();
  const finding = { currency: "eur", finding: "short", missing: 900 };
  expect((await post(postCheck)).body.findings).toMatchObject([finding]);
  await simulator.control.fund("eur", 900);
  expect((await post(postCheck)).body.findings).toMatchObject([
    { currency: "eur", finding: "goes_on", missing: null },
  ]);
  expect(await send()).toMatchObject({ paid: 2 });
  expect((await world.call(getPauses, { key })).body).toEqual({ pauses: [] });
});
