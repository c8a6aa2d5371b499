import { closeSync, existsSync, openSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Child, until } from "./child";
import { createFaultWorld, type FaultWorld } from "./fault-world";
import { FULL_DISK } from "./full-disk";

const PAYOUTS = 6;

let world: FaultWorld;

beforeAll(async () => {
  world = await createFaultWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  expect(await world.problems()).toEqual([]);
});

/** Pays a run with a worker that cannot write a line, and ends it as a deploy does. */
async function expectPaidBy(worker: Child): Promise<void> {
  const runId = await world.approvedRun(PAYOUTS);
  const isPaid = async () => (await world.stateCount(runId, "paid")) === PAYOUTS;
  await until("the run is paid", isPaid, 60_000, worker.output);
  worker.signal("SIGTERM");
  expect(await worker.exited).toEqual({ code: 0, signal: null });
}

it.skipIf(!existsSync(FULL_DISK))(
  "F44: a worker whose output goes to a full disk pays everybody once, and ends when told to",
  async () => {
    const disk = openSync(FULL_DISK, "w");
    await expectPaidBy(world.startProcess(["worker/main.ts"], {}, disk));
    closeSync(disk);
  },
);

it("F44: a worker whose output nobody reads any more pays everybody once, and ends when told to", async () => {
  const worker = world.startWorker();
  worker.process.stdout?.destroy();
  await expectPaidBy(worker);
});
