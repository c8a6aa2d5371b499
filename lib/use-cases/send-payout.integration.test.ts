import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findSendable } from "@/db/queries/payout-work";
import { accepted } from "@/scripts/testing/payout-world";
import {
  approvedRun,
  NO_PAUSE,
  payoutOf,
  type SendingWorld,
  settle,
  startSendingWorld,
  transfersOf,
} from "@/scripts/testing/sent-runs";
import { STRIPE_FAULTS } from "@/scripts/testing/simulation/stripe-faults";
import { cancelRun } from "./cancel-run";
import { resolveUnknown } from "./resolve-unknown";
import { sendApproved } from "./send-approved";
import { type SendStep, sendPayout } from "./send-payout";

let world: SendingWorld;

beforeAll(async () => {
  world = await startSendingWorld(["ada", "ben"]);
});
afterAll(() => world.stop());
beforeEach(() => world.simulator.control.clearFaults());

describe("sending", () => {
  it("pays what was approved, with a transfer that can be found again", async () => {
    const runId = await approvedRun(world);
    expect(await sendApproved(world.deps, NO_PAUSE)).toMatchObject({ paid: 1 });
    const payout = await payoutOf(world, runId);
    const [transfer] = await transfersOf(world, runId);
    expect(payout).toMatchObject({ state: "paid", attempts: 1, transferId: transfer?.id });
    expect(transfer).toMatchObject({
      amount: 700,
      currency: "eur",
      metadata: { payout_id: payout.id, developer_id: "ada", attempt: "1" },
    });
    expect(await sendApproved(world.deps, NO_PAUSE)).toMatchObject({ paid: 0 });
  });

  it("pays once when many workers send at the same moment", async () => {
    const runId = await approvedRun(world, ["ada-plugin", "ben-plugin"]);
    const reports = await Promise.all(
      Array.from({ length: 16 }, () => sendApproved(world.deps, NO_PAUSE)),
    );
    expect(reports.reduce((sum, report) => sum + report.paid, 0)).toBe(2);
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("sends nothing of a payout that was canceled after its sender had found it", async () => {
    const runId = await approvedRun(world);
    const [found] = await findSendable(world.db, { limit: 1 });
    if (!found) throw new Error("Nothing waits to be sent");
    accepted(await cancelRun(world.deps, world.admin, runId));
    expect(await sendPayout(world.deps, found, NO_PAUSE)).toEqual({ kind: "taken" });
    expect(await payoutOf(world, runId)).toMatchObject({ state: "canceled", attempts: 0 });
    expect(await transfersOf(world, runId)).toEqual([]);
  });

  it("sends nothing to an account that Stripe does not pay any more", async () => {
    const runId = await approvedRun(world);
    const readIn = (readiness: string) => world.db.sql`
      update connected_accounts set readiness = ${readiness} where developer_id = 'ada'`;
    await readIn("incomplete");
    await sendApproved(world.deps, NO_PAUSE);
    expect(await payoutOf(world, runId)).toMatchObject({
      ...{ state: "failed", failureCode: "destination_not_ready", transferId: undefined },
    });
    expect(await transfersOf(world, runId)).toEqual([]);
    await readIn("ready");
    await settle(world, runId);
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("sends nothing for a developer on hold until the hold is lifted", async () => {
    const runId = await approvedRun(world);
    await world.db.sql`insert into holds (id, developer_id, reason, placed_by, placed_at)
      values (gen_random_uuid(), 'ada', 'checking', 'test', now())`;
    expect(await sendApproved(world.deps, NO_PAUSE)).toMatchObject({ paid: 0, failed: 0 });
    expect(await payoutOf(world, runId)).toMatchObject({ state: "approved" });
    await world.db.sql`update holds set lifted_at = now(), lifted_by = 'test'`;
    expect(await sendApproved(world.deps, NO_PAUSE)).toMatchObject({ paid: 1 });
  });

  it("F30: sends nothing to another account than the approved one", async () => {
    const runId = await approvedRun(world);
    const { destination } = await payoutOf(world, runId);
    await world.db.sql`update connected_accounts set stripe_account_id = 'acct_thief'
      where developer_id = 'ada'`;
    await sendApproved(world.deps, NO_PAUSE);
    expect(await payoutOf(world, runId)).toMatchObject({
      state: "failed",
      failureCode: "destination_changed",
    });
    expect(await transfersOf(world, runId)).toEqual([]);
    await world.db.sql`update connected_accounts set stripe_account_id = ${destination}
      where developer_id = 'ada'`;
    await settle(world, runId);
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });
});

describe("a payout survives", () => {
  it.each(Object.entries(STRIPE_FAULTS))(
    "F11, F12, F13, F14, F15: %s with exactly one transfer",
    async (_kind, fault) => {
      const runId = await approvedRun(world);
      await world.simulator.control.addFault(fault);
      await sendApproved(world.deps, NO_PAUSE);
      await world.advance(5);
      await resolveUnknown(world.deps);
      await settle(world, runId);
      expect(await payoutOf(world, runId)).toMatchObject({ state: "paid" });
      expect(await transfersOf(world, runId)).toHaveLength(1);
    },
  );

  it.each<SendStep>(["begun", "before_call", "answered", "finished"])(
    "F03: its sender's end at %s with exactly one transfer",
    async (step) => {
      const runId = await approvedRun(world);
      const onStep = (reached: SendStep) => {
        if (reached === step) throw new Error("the process ended");
      };
      await expect(sendApproved(world.deps, { ...NO_PAUSE, onStep })).rejects.toThrow(/ended/);
      await settle(world, runId);
      expect(await payoutOf(world, runId)).toMatchObject({ state: "paid", attempts: 1 });
      expect(await transfersOf(world, runId)).toHaveLength(1);
    },
  );
});
