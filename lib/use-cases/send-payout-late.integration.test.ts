import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PayoutId } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
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
import { prepareRun } from "./prepare-run";
import { resolveUnknown } from "./resolve-unknown";
import { retryPayouts } from "./retry-payouts";
import { sendApproved } from "./send-approved";

let world: SendingWorld;

beforeAll(async () => {
  world = await startSendingWorld(["ada"]);
});
afterAll(() => world.stop());
beforeEach(() => world.simulator.control.clearFaults());

describe("a payout survives", () => {
  it("F55: a key that Stripe has forgotten, by looking before it sends again", async () => {
    const runId = await approvedRun(world);
    await world.simulator.control.addFault(STRIPE_FAULTS.hang_after);
    await sendApproved(world.deps, NO_PAUSE);
    expect(await payoutOf(world, runId)).toMatchObject({ state: "unknown" });
    await world.advance(26 * 3_600);
    expect(await resolveUnknown(world.deps)).toMatchObject({ paid: 1 });
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("not knowing its outcome, with its money claimed: no other run finds any", async () => {
    const runId = await approvedRun(world);
    await world.simulator.control.addFault(STRIPE_FAULTS.hang_after);
    await sendApproved(world.deps, NO_PAUSE);
    const { id, state } = await payoutOf(world, runId);
    expect(state).toBe("unknown");
    const claimed = await world.db
      .sql`select developer_share from claimed_balances where payout_id = ${id}`;
    expect([...claimed]).toEqual([{ developer_share: 700n }]);
    const [run] = await world.db.sql`select period from runs where id = ${runId}`;
    const again = await prepareRun(world.deps, world.admin, { period: trustedPeriod(run?.period) });
    expect(again).toMatchObject({ ok: false, problem: { kind: "nothing_to_pay" } });
    await settle(world, runId);
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("a request that Stripe works off only after it was sent once more", async () => {
    const runId = await approvedRun(world);
    await world.simulator.control.addFault(STRIPE_FAULTS.hang_before);
    await sendApproved(world.deps, NO_PAUSE);
    await world.simulator.control.clearFaults();
    await world.advance(60);
    expect(await resolveUnknown(world.deps)).toMatchObject({ paid: 1 });
    await completeAtStripe((await payoutOf(world, runId)).id);
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("a transfer that Stripe completes only after the payout was called failed", async () => {
    const runId = await approvedRun(world);
    await world.simulator.control.addFault(STRIPE_FAULTS.hang_before);
    await sendApproved(world.deps, NO_PAUSE);
    await world.advance(26 * 3_600);
    await resolveUnknown(world.deps);
    const failed = await payoutOf(world, runId);
    expect(failed).toMatchObject({ state: "failed", failureCode: "not_found_at_stripe" });
    await completeAtStripe(failed.id);
    expect(accepted(await cancelRun(world.deps, world.admin, runId).then(keptAsValue))).toBe(1);
    await settle(world, runId);
    expect(await payoutOf(world, runId)).toMatchObject({ state: "paid", attempts: 2 });
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("a transfer that Stripe completes while the payout is being tried once more", async () => {
    const runId = await approvedRun(world);
    await world.simulator.control.addFault(STRIPE_FAULTS.hang_before);
    await sendApproved(world.deps, NO_PAUSE);
    await world.advance(26 * 3_600);
    expect(await resolveUnknown(world.deps)).toMatchObject({ failed: 1 });
    await world.simulator.control.clearFaults();
    await retryPayouts(world.deps, world.admin, { runId });
    const report = await sendApproved(world.deps, {
      ...NO_PAUSE,
      // The books have caught up with Stripe just before.
      onStep: async (step, { payoutId }) => {
        if (step === "begun") await completeAtStripe(payoutId);
      },
    });
    expect(report).toMatchObject({ paid: 1 });
    expect(await payoutOf(world, runId)).toMatchObject({ state: "paid", attempts: 2 });
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });
});

/** The first attempt's request, which Remit gave up waiting for, arrives at Stripe at last. */
async function completeAtStripe(payoutId: PayoutId): Promise<void> {
  const [attempt] = await world.db.sql<{ request: never; key: string }[]>`
    select request, idempotency_key as key from payout_attempts
    where payout_id = ${payoutId} and no = 1`;
  if (!attempt) throw new Error("no attempt");
  await world.deps.transfers.createTransfer(attempt.request, attempt.key);
}

/** Nothing was canceled, because Stripe has the transfer: that is the answer hoped for. */
function keptAsValue(result: Awaited<ReturnType<typeof cancelRun>>) {
  if (!result.ok && result.problem.kind === "nothing_to_cancel") {
    return { ok: true, value: result.problem.kept } as const;
  }
  return { ok: false, problem: { kind: "canceled" } } as const;
}

describe("a lease", () => {
  it("F48: keeps a sender that wakes up too late from writing", async () => {
    const runId = await approvedRun(world);
    const report = await sendApproved(world.deps, {
      ...NO_PAUSE,
      onStep: async (step) => {
        if (step !== "answered") return;
        await world.advance(200);
        expect(await resolveUnknown(world.deps)).toMatchObject({ expired: 1, paid: 1 });
      },
    });
    expect(report).toMatchObject({ paid: 0, taken: 1 });
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });

  it("counts only while it is held, even when nobody has found the truth yet", async () => {
    const runId = await approvedRun(world);
    const report = await sendApproved(world.deps, {
      ...NO_PAUSE,
      onStep: async (step) => {
        if (step !== "answered") return;
        await world.advance(200);
        await world.simulator.control.addFault(STRIPE_FAULTS.look_up_500);
        expect(await resolveUnknown(world.deps)).toMatchObject({ expired: 1, open: 1 });
      },
    });
    expect(report).toMatchObject({ paid: 0, taken: 1 });
    expect(await payoutOf(world, runId)).toMatchObject({ state: "unknown" });
    await settle(world, runId);
    expect(await payoutOf(world, runId)).toMatchObject({ state: "paid", attempts: 1 });
    expect(await transfersOf(world, runId)).toHaveLength(1);
  });
});
