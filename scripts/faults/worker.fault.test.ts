import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { STRIPE_FAULTS } from "@/scripts/testing/simulation/stripe-faults";
import { until } from "./child";
import { crashPointsOf } from "./crash-points";
import { createFaultWorld, type FaultWorld } from "./fault-world";

/** Over the two minutes of a lease. */
const LEASE_OVER_SECONDS = 130;

let world: FaultWorld;

beforeAll(async () => {
  world = await createFaultWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  await world.simulator.control.clearFaults();
  expect(await world.problems()).toEqual([]);
});

/** What a new worker makes of what a dead one left behind. */
async function restart(): Promise<void> {
  await world.advance(LEASE_OVER_SECONDS);
  expect((await world.startWorker("--once").exited).code).toBe(0);
}

async function transferRequests(): Promise<number> {
  const requests = await world.simulator.control.requests();
  return requests.filter(({ method, path }) => method === "POST" && path === "/v1/transfers")
    .length;
}

describe("kill -9 of the worker", () => {
  it.each(crashPointsOf("send"))(
    "F01–F03: at %s (%s), a restart ends with one transfer",
    async (step) => {
      const runId = await world.approvedRun();
      const dying = world.startScript("scripts/faults/dying-worker.ts", step);
      expect(await dying.exited).toEqual({ code: null, signal: "SIGKILL" });
      await restart();
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
    },
  );

  it.each(crashPointsOf("resolve"))(
    "F01–F03: at %s (%s), a restart ends with one transfer",
    async (step) => {
      const runId = await world.approvedRun();
      await world.simulator.control.addFault(STRIPE_FAULTS.hang_before);
      await sendApproved(world.deps);
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "unknown" }]);
      await world.advance(10);
      const dying = world.startScript("scripts/faults/dying-worker.ts", step);
      expect(await dying.exited).toEqual({ code: null, signal: "SIGKILL" });
      await restart();
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
    },
  );

  it.each(["hang_after", "hang_before"] as const)(
    "F02: while Stripe has its request and it waits for the answer (%s), one transfer is left",
    async (fault) => {
      const runId = await world.approvedRun();
      await world.simulator.control.clearRequests();
      await world.simulator.control.addFault(STRIPE_FAULTS[fault]);
      const worker = world.startWorker();
      await until("the request is at Stripe", async () => (await transferRequests()) === 1);
      worker.signal("SIGKILL");
      await worker.exited;
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "submitting" }]);
      await restart();
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
    },
  );

  it("F04: nothing is half written, whatever moment it is killed at: payouts and audit agree", async () => {
    const runId = await world.approvedRun(24);
    for (let round = 0; round < 4; round++) {
      const worker = world.startWorker();
      const paid = await world.stateCount(runId, "paid");
      await until("it pays", async () => (await world.stateCount(runId, "paid")) > paid + round);
      worker.signal("SIGKILL");
      await worker.exited;
      await world.advance(LEASE_OVER_SECONDS);
    }
    await restart();
    expect(await world.stateCount(runId, "paid")).toBe(24);
  });
});

describe("signals to the worker", () => {
  it("F06: SIGTERM in the middle of a run finishes what is under way and leaves the rest approved", async () => {
    const runId = await world.approvedRun(40);
    await world.simulator.control.addFault({ ...STRIPE_FAULTS.slow, delayMs: 300, times: 1_000 });
    const worker = world.startWorker();
    await until("it pays", async () => (await world.stateCount(runId, "paid")) > 2);
    const since = performance.now();
    worker.signal("SIGTERM");
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    expect(performance.now() - since).toBeLessThan(10_000);
    const payouts = await world.payoutsOf(runId);
    expect(new Set(payouts.map(({ state }) => state))).toEqual(new Set(["paid", "approved"]));
    await world.settle(runId);
  });

  it("F48: a worker that wakes up after another took over writes nothing (SIGSTOP, SIGCONT)", async () => {
    const runId = await world.approvedRun();
    await world.simulator.control.clearRequests();
    await world.simulator.control.addFault({ ...STRIPE_FAULTS.slow, delayMs: 500 });
    const sleeper = world.startWorker();
    await until("the request is at Stripe", async () => (await transferRequests()) === 1);
    sleeper.signal("SIGSTOP");
    await until("Stripe is done", async () => {
      const [payout] = await world.payoutsOf(runId);
      const { transfers } = await world.simulator.control.state();
      return transfers.some((transfer) => transfer.transfer_group === `payout:${payout?.id}`);
    });
    await restart();
    expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
    const before = await auditCount();
    sleeper.signal("SIGCONT");
    await sleeper.says('"taken":1');
    expect(await auditCount()).toBe(before);
    sleeper.signal("SIGTERM");
    await sleeper.exited;
  });
});

async function auditCount(): Promise<number> {
  const [row] = await world.db.sql<
    { count: number }[]
  >`select count(*)::int as count from audit_log`;
  return row?.count ?? 0;
}
