import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createTestDatabase } from "@/scripts/testing/database";
import { STRIPE_FAULTS } from "@/scripts/testing/simulation/stripe-faults";
import { startWire } from "@/scripts/testing/wire";
import { startSimulator } from "@/simulator/server";
import { until } from "./child";
import { createFaultWorld, type FaultWorld } from "./fault-world";

const QUICK = { pause: async () => undefined, perSecond: 1_000 };
const TRANSFERS = { method: "POST", path: "^/v1/transfers$" } as const;

let world: FaultWorld;

beforeAll(async () => {
  world = await createFaultWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  await world.simulator.control.clearFaults();
  expect(await world.problems()).toEqual([]);
});

describe("Stripe", () => {
  it("F16: answers 429 to ten in a row, and again: the run backs off and everybody is paid once", async () => {
    const runId = await world.approvedRun(60);
    const pauses: number[] = [];
    const pause = async (ms: number) => void pauses.push(ms);
    const headers = { "retry-after": "2" };
    const storm = { ...TRANSFERS, mode: "status_before", status: 429, headers, times: 10 } as const;
    await world.simulator.control.addFault(storm);
    await world.simulator.control.addFault({ ...storm, nth: 40 });
    const report = await sendApproved(world.deps, { pause, concurrency: 4, perSecond: 1_000 });
    expect(report).toMatchObject({ failed: 0, taken: 0 });
    expect(pauses.filter((ms) => ms >= 250).length).toBeGreaterThanOrEqual(20);
    await world.advance(60);
    await resolveUnknown(world.deps);
    expect(await world.stateCount(runId, "paid")).toBe(60);
  });

  it("F17: two workers with the same key in use: one transfer", async () => {
    const runId = await world.approvedRun();
    await world.simulator.control.addFault({ ...STRIPE_FAULTS.slow, delayMs: 900 });
    const slow = sendApproved(world.deps, QUICK);
    await until(
      "Stripe works on it",
      async () => (await world.stateCount(runId, "submitting")) > 0,
    );
    await world.advance(130);
    await resolveUnknown(world.deps);
    await slow;
    await world.settle(runId);
    expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
  });

  it.each([
    { answer: "an unknown enum and further fields", body: { object: "transfer", status: "later" } },
    { answer: "an empty object", body: {} },
    { answer: "null", body: null },
    { answer: "a list instead of an object", body: [] },
    { answer: "a page of a proxy", body: "<html><body>502 Bad Gateway</body></html>" },
    { answer: "half a JSON", body: '{"id": "tr_1", "object": "tra' },
  ])(
    "F20, F21: answers with $answer: unknown, never paid, and then paid once",
    async ({ body }) => {
      const runId = await world.approvedRun();
      await world.simulator.control.addFault({
        ...TRANSFERS,
        mode: "status_after",
        status: 200,
        body,
      });
      await sendApproved(world.deps, QUICK);
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "unknown" }]);
      await world.settle(runId);
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
    },
  );

  it("F19: is not asked blindly again when an outcome stayed unknown over a weekend", async () => {
    const runId = await world.approvedRun();
    await world.simulator.control.addFault(STRIPE_FAULTS.hang_before);
    await sendApproved(world.deps, QUICK);
    await world.advance(60 * 3_600);
    await world.simulator.control.clearRequests();
    await resolveUnknown(world.deps);
    const requests = await world.simulator.control.requests();
    expect(requests.map(({ method }) => method)).not.toContain("POST");
    expect(await world.payoutsOf(runId)).toMatchObject([
      { state: "failed", failureCode: "not_found_at_stripe" },
    ]);
    await world.settle(runId);
  });

  it("F49: takes long for every call: one by one if told so, and payouts can be canceled between two", async () => {
    const runId = await world.approvedRun(12);
    await world.simulator.control.addFault({ ...STRIPE_FAULTS.slow, delayMs: 250, times: 100 });
    const sending = sendApproved(world.deps, { ...QUICK, concurrency: 1 });
    await until("it pays", async () => (await world.stateCount(runId, "paid")) >= 2);
    expect(await world.stateCount(runId, "submitting")).toBeLessThanOrEqual(1);
    const canceled = await cancelRun(world.deps, world.admin, runId);
    expect(canceled.ok).toBe(true);
    const report = await sending;
    const paid = await world.stateCount(runId, "paid");
    expect(paid + (await world.stateCount(runId, "canceled"))).toBe(12);
    expect(report).toMatchObject({ paid, failed: 0, unknown: 0 });
    expect(paid).toBeLessThan(8);
  });
});

describe("a developer’s account, between approval and sending", () => {
  it.each([
    { what: "is disconnected", isDisconnected: true },
    { what: "loses its transfers capability", isDisconnected: false },
  ])("F29, F30: $what: nothing is sent, and the money stays owed", async ({ isDisconnected }) => {
    const own = await createFaultWorld();
    try {
      const runId = await own.approvedRun();
      const [payout] = await own.payoutsOf(runId);
      const account = payout?.destination ?? "";
      const { control } = own.simulator;
      if (isDisconnected) await control.deauthorize(account);
      else await control.setCapability(account, "restricted");
      // Its webhook has not come yet: Stripe itself refuses.
      await sendApproved(own.deps, QUICK);
      expect(await own.payoutsOf(runId)).toMatchObject([
        { state: "failed", transferId: undefined },
      ]);
      expect((await control.state()).transfers).toEqual([]);
      expect((await cancelRun(own.deps, own.admin, runId)).ok).toBe(true);
      const owed = await own.db
        .sql`select developer_share from claimed_balances where payout_id is null`;
      expect(owed).toEqual([{ developer_share: payout?.amount.minor }]);
      expect(await own.problems()).toEqual([]);
    } finally {
      await own.close();
    }
  });
});

describe("a bad network", () => {
  // A connection to PostgreSQL takes several packets to make, and a payout several statements.
  it.each([
    { where: "Stripe", oneOf: 5, payouts: 40 },
    { where: "PostgreSQL", oneOf: 40, payouts: 12 },
  ])(
    "F13, F50: to $where, that loses a packet of $oneOf and dawdles: slower, and everybody is paid once",
    async ({ where, oneOf, payouts }) => {
      const simulator = await startSimulator({ seed: 2 });
      const db = await createTestDatabase({ connectionsMax: 20 });
      const wire = await startWire(where === "Stripe" ? simulator.url : db.url);
      const through = where === "Stripe" ? { stripeUrl: wire.url } : { databaseUrl: wire.url };
      const own = await createFaultWorld({ simulator, db, ...through });
      try {
        const runId = await own.approvedRun(payouts);
        const worker = own.startWorker();
        await worker.says("ready");
        wire.slow(() => Math.random() * 300);
        wire.lose(oneOf);
        const isSent = async () => (await own.stateCount(runId, "approved")) === 0;
        await until("all are sent", isSent, 90_000, worker.output);
        worker.signal("SIGKILL");
        await worker.exited;
        await own.advance(130);
        await own.settle(runId);
        expect(await own.problems()).toEqual([]);
      } finally {
        await own.close();
        await wire.close();
      }
    },
  );
});
