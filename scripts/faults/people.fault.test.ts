import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { RunId } from "@/lib/domain/ids";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { until } from "./child";
import { createFaultWorld, type FaultWorld } from "./fault-world";

let world: FaultWorld;

beforeAll(async () => {
  world = await createFaultWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  expect(await world.problems()).toEqual([]);
});

/** Of each payout of the run: a month's money may be of more developers than its sales are. */
async function outcomes(runId: RunId): Promise<ReadonlySet<string>> {
  const payouts = await world.payoutsOf(runId);
  return new Set(payouts.map(({ state, attempts }) => `${state} after ${attempts}`));
}

describe("approving", () => {
  it("F26: sixteen at the same instant, twenty rounds: one approval and one transfer each time", async () => {
    for (let round = 0; round < 20; round++) {
      const runId = await world.preparedRun(1);
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, no) =>
          approveRun(world.deps, no % 2 === 0 ? world.admin : world.otherAdmin, runId),
        ),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const others = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem.kind]));
      expect(new Set(others)).toEqual(new Set(["already_approved"]));
      await world.settle(runId);
    }
  });

  it("F26: approving and canceling at the same instant: one of them, wholly", async () => {
    for (let round = 0; round < 10; round++) {
      const runId = await world.preparedRun(2);
      await Promise.all([
        approveRun(world.deps, world.admin, runId),
        cancelRun(world.deps, world.otherAdmin, runId),
      ]);
      const states = new Set((await world.payoutsOf(runId)).map(({ state }) => state));
      expect(states.size).toBe(1);
      if (states.has("approved")) await world.settle(runId);
    }
  });

  it("F27: pressing retry twice at once lets a failed payout be tried once more", async () => {
    const runId = await world.approvedRun(1);
    await world.db.sql`update connected_accounts set readiness = 'incomplete'`;
    const first = world.startWorker("--once");
    await first.exited;
    expect(await outcomes(runId)).toEqual(new Set(["failed after 1"]));
    await world.db.sql`update connected_accounts set readiness = 'ready'`;
    const presses = Array.from({ length: 8 }, () =>
      retryPayouts(world.deps, world.admin, { runId }),
    );
    await Promise.all(presses);
    await world.settle(runId);
    expect(await outcomes(runId)).toEqual(new Set(["paid after 2"]));
  });

  it("F05: whose process is killed with kill -9 is done fully or not at all", async () => {
    for (const killAfterMs of [0, 3, 8, 20]) {
      const runId = await world.preparedRun(6);
      const approver = world.startScript("scripts/faults/approver.ts", runId);
      await approver.says("approving");
      await new Promise((resolve) => setTimeout(resolve, killAfterMs));
      approver.signal("SIGKILL");
      await approver.exited;
      await until("the database is done with it", async () => {
        const busy = await world.db.sql`select 1 from pg_stat_activity
          where application_name = 'remit-approver' and state = 'active'
            and datname = current_database()`;
        return busy.length === 0;
      });
      const states = new Set((await world.payoutsOf(runId)).map(({ state }) => state));
      expect(states.size).toBe(1);
      // A reload shows which: approved already, or to be approved still.
      await approveRun(world.deps, world.admin, runId);
      await world.settle(runId);
    }
  });
});
