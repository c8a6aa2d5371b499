import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findRunPayouts } from "@/db/queries/payouts";
import type { PayoutId, RunId } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import {
  accepted,
  addDeveloper,
  closeMonth,
  createPayoutWorld,
  type PayoutWorld,
  recordSales,
} from "@/scripts/testing/payout-world";
import { STRIPE_FAULTS } from "@/scripts/testing/simulation/stripe-faults";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { approveRun } from "./approve-run";
import { cancelRun } from "./cancel-run";
import { prepareRun } from "./prepare-run";
import { resolveUnknown } from "./resolve-unknown";
import { retryPayouts } from "./retry-payouts";
import { sendApproved } from "./send-approved";
import type { SendStep } from "./send-payout";

const options = { pause: async () => undefined };

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;
let sales = 0;

beforeAll(async () => {
  simulator = await startTestSimulator();
  db = await createTestDatabase({ connectionsMax: 20 });
  const at = new Date("2026-01-20T20:00:00Z");
  world = await createPayoutWorld(db, simulator, { at, timeoutMs: 1_000 });
  await addDeveloper(world, "ada");
  await addDeveloper(world, "ben");
  await simulator.control.fund("eur", 1_000_000_000);
});
afterAll(async () => {
  await db.drop();
  await simulator.close();
});
beforeEach(() => simulator.control.clearFaults());

/** Each test pays a month of its own: one sale for ada, one for ben when asked for. */
async function approvedRun(plugins: readonly string[] = ["ada-plugin"]): Promise<RunId> {
  const on = world.now().toISOString().slice(0, 10);
  for (const plugin of plugins) {
    sales += 1;
    await recordSales(world, [{ id: `sale-${sales}`, plugin, amount: 1_000n, on }]);
  }
  await world.advance(31 * 86_400);
  const period = trustedPeriod(on.slice(0, 7));
  await closeMonth(world, period);
  const { runId } = accepted(await prepareRun(world.deps, world.admin, { period }));
  accepted(await approveRun(world.deps, world.admin, runId));
  return runId;
}

async function payoutOf(runId: RunId) {
  const [payout] = await findRunPayouts(db, world.admin, runId);
  if (!payout) throw new Error("The run has no payout");
  return payout;
}

async function transfersOf(runId: RunId) {
  const { id } = await payoutOf(runId);
  const { transfers } = await simulator.control.state();
  return transfers.filter((transfer) => transfer.transfer_group === `payout:${id}`);
}

/** Workers of any kind until nothing is open, with time passing; failed ones are retried. */
async function settle(runId: RunId): Promise<void> {
  await simulator.control.clearFaults();
  for (let pass = 0; pass < 40; pass++) {
    await retryPayouts(world.deps, world.admin, { runId });
    await sendApproved(world.deps, options);
    await resolveUnknown(world.deps);
    const payouts = await findRunPayouts(db, world.admin, runId);
    if (payouts.every((payout) => payout.state === "paid")) return;
    await world.advance(1_800);
  }
}

describe("sending", () => {
  it("pays what was approved, with a transfer that can be found again", async () => {
    const runId = await approvedRun();
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 1 });
    const payout = await payoutOf(runId);
    const [transfer] = await transfersOf(runId);
    expect(payout).toMatchObject({ state: "paid", attempts: 1, transferId: transfer?.id });
    expect(transfer).toMatchObject({
      amount: 700,
      currency: "eur",
      metadata: { payout_id: payout.id, developer_id: "ada", attempt: "1" },
    });
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0 });
  });

  it("pays once when many workers send at the same moment", async () => {
    const runId = await approvedRun(["ada-plugin", "ben-plugin"]);
    const reports = await Promise.all(
      Array.from({ length: 16 }, () => sendApproved(world.deps, options)),
    );
    expect(reports.reduce((sum, report) => sum + report.paid, 0)).toBe(2);
    expect(await transfersOf(runId)).toHaveLength(1);
  });

  it("sends nothing for a developer on hold until the hold is lifted", async () => {
    const runId = await approvedRun();
    await db.sql`insert into holds (id, developer_id, reason, placed_by, placed_at)
      values (gen_random_uuid(), 'ada', 'checking', 'test', now())`;
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, failed: 0 });
    expect(await payoutOf(runId)).toMatchObject({ state: "approved" });
    await db.sql`update holds set lifted_at = now(), lifted_by = 'test'`;
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 1 });
  });

  it("sends nothing to another account than the approved one", async () => {
    const runId = await approvedRun();
    const { destination } = await payoutOf(runId);
    await db.sql`update connected_accounts set stripe_account_id = 'acct_thief'
      where developer_id = 'ada'`;
    await sendApproved(world.deps, options);
    expect(await payoutOf(runId)).toMatchObject({
      state: "failed",
      failureCode: "destination_changed",
    });
    expect(await transfersOf(runId)).toEqual([]);
    await db.sql`update connected_accounts set stripe_account_id = ${destination}
      where developer_id = 'ada'`;
    await settle(runId);
    expect(await transfersOf(runId)).toHaveLength(1);
  });
});

describe("a payout survives", () => {
  it.each(Object.entries(STRIPE_FAULTS))("%s with exactly one transfer", async (_kind, fault) => {
    const runId = await approvedRun();
    await simulator.control.addFault(fault);
    await sendApproved(world.deps, options);
    await world.advance(5);
    await resolveUnknown(world.deps);
    await settle(runId);
    expect(await payoutOf(runId)).toMatchObject({ state: "paid" });
    expect(await transfersOf(runId)).toHaveLength(1);
  });

  it.each<SendStep>(["begun", "before_call", "answered", "finished"])(
    "its sender's end at %s with exactly one transfer",
    async (step) => {
      const runId = await approvedRun();
      const onStep = (reached: SendStep) => {
        if (reached === step) throw new Error("the process ended");
      };
      await expect(sendApproved(world.deps, { ...options, onStep })).rejects.toThrow(/ended/);
      await settle(runId);
      expect(await payoutOf(runId)).toMatchObject({ state: "paid", attempts: 1 });
      expect(await transfersOf(runId)).toHaveLength(1);
    },
  );

  it("a key that Stripe has forgotten, by looking before it sends again", async () => {
    const runId = await approvedRun();
    await simulator.control.addFault(STRIPE_FAULTS.hang_after);
    await sendApproved(world.deps, options);
    expect(await payoutOf(runId)).toMatchObject({ state: "unknown" });
    await world.advance(26 * 3_600);
    expect(await resolveUnknown(world.deps)).toMatchObject({ paid: 1 });
    expect(await transfersOf(runId)).toHaveLength(1);
  });

  it("not knowing its outcome, with its money claimed: no other run finds any", async () => {
    const runId = await approvedRun();
    await simulator.control.addFault(STRIPE_FAULTS.hang_after);
    await sendApproved(world.deps, options);
    const { id, state } = await payoutOf(runId);
    expect(state).toBe("unknown");
    const claimed = await db.sql`select developer_share from balances where payout_id = ${id}`;
    expect([...claimed]).toEqual([{ developer_share: 700n }]);
    const [run] = await db.sql`select period from runs where id = ${runId}`;
    const again = await prepareRun(world.deps, world.admin, { period: trustedPeriod(run?.period) });
    expect(again).toMatchObject({ ok: false, problem: { kind: "nothing_to_pay" } });
    await settle(runId);
    expect(await transfersOf(runId)).toHaveLength(1);
  });

  it("a request that Stripe works off only after it was sent once more", async () => {
    const runId = await approvedRun();
    await simulator.control.addFault(STRIPE_FAULTS.hang_before);
    await sendApproved(world.deps, options);
    await simulator.control.clearFaults();
    await world.advance(60);
    expect(await resolveUnknown(world.deps)).toMatchObject({ paid: 1 });
    await completeAtStripe((await payoutOf(runId)).id);
    expect(await transfersOf(runId)).toHaveLength(1);
  });

  it("a transfer that Stripe completes only after the payout was called failed", async () => {
    const runId = await approvedRun();
    await simulator.control.addFault(STRIPE_FAULTS.hang_before);
    await sendApproved(world.deps, options);
    await world.advance(26 * 3_600);
    await resolveUnknown(world.deps);
    const failed = await payoutOf(runId);
    expect(failed).toMatchObject({ state: "failed", failureCode: "not_found_at_stripe" });
    await completeAtStripe(failed.id);
    expect(accepted(await cancelRun(world.deps, world.admin, runId).then(keptAsValue))).toBe(1);
    await settle(runId);
    expect(await payoutOf(runId)).toMatchObject({ state: "paid", attempts: 2 });
    expect(await transfersOf(runId)).toHaveLength(1);
  });
});

/** The first attempt's request, which Remit gave up waiting for, arrives at Stripe at last. */
async function completeAtStripe(payoutId: PayoutId): Promise<void> {
  const [attempt] = await db.sql<{ request: never; key: string }[]>`
    select request, idempotency_key as key from payout_attempts where payout_id = ${payoutId}`;
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
  it("keeps a sender that wakes up too late from writing", async () => {
    const runId = await approvedRun();
    const report = await sendApproved(world.deps, {
      ...options,
      onStep: async (step) => {
        if (step !== "answered") return;
        await world.advance(200);
        expect(await resolveUnknown(world.deps)).toMatchObject({ expired: 1, paid: 1 });
      },
    });
    expect(report).toMatchObject({ paid: 0, taken: 1 });
    expect(await transfersOf(runId)).toHaveLength(1);
  });

  it("counts only while it is held, even when nobody has found the truth yet", async () => {
    const runId = await approvedRun();
    const report = await sendApproved(world.deps, {
      ...options,
      onStep: async (step) => {
        if (step !== "answered") return;
        await world.advance(200);
        await simulator.control.addFault(STRIPE_FAULTS.look_up_500);
        expect(await resolveUnknown(world.deps)).toMatchObject({ expired: 1, open: 1 });
      },
    });
    expect(report).toMatchObject({ paid: 0, taken: 1 });
    expect(await payoutOf(runId)).toMatchObject({ state: "unknown" });
    await settle(runId);
    expect(await payoutOf(runId)).toMatchObject({ state: "paid", attempts: 1 });
    expect(await transfersOf(runId)).toHaveLength(1);
  });
});
