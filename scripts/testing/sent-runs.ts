import { findRunPayouts } from "@/db/queries/payouts";
import type { RunId } from "@/lib/domain/ids";
import { approveRun } from "@/lib/use-cases/approve-run";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createTestDatabase } from "./database";
import {
  accepted,
  addDeveloper,
  createPayoutWorld,
  type PayoutWorld,
  prepareMonthOf,
  recordSales,
} from "./payout-world";
import { startTestSimulator } from "./simulator";

/** A worker's time between two requests, of which a test has none. */
export const NO_PAUSE = { pause: async () => undefined };

export type SendingWorld = PayoutWorld & { readonly stop: () => Promise<void> };

/** A marketplace that can pay these developers, with a Stripe that is not waited for long. */
export async function startSendingWorld(developers: readonly string[]): Promise<SendingWorld> {
  const simulator = await startTestSimulator();
  const db = await createTestDatabase({ connectionsMax: 20 });
  const at = new Date("2026-01-20T20:00:00Z");
  const world = await createPayoutWorld(db, simulator, { at, timeoutMs: 1_000 });
  for (const id of developers) await addDeveloper(world, id);
  await simulator.control.fund("eur", 1_000_000_000);
  const stop = async () => {
    await db.drop();
    await simulator.close();
  };
  return { ...world, stop };
}

/** One sale of 10.00 for each plugin, in a month of its own that is closed and approved. */
export async function approvedRun(
  world: PayoutWorld,
  plugins: readonly string[] = ["ada-plugin"],
): Promise<RunId> {
  const on = world.now().toISOString().slice(0, 10);
  for (const plugin of plugins) {
    await recordSales(world, [{ id: `${plugin}-${on}`, plugin, amount: 1_000n, on }]);
  }
  const runId = await prepareMonthOf(world, on);
  accepted(await approveRun(world.deps, world.admin, runId));
  return runId;
}

/** The run's first payout as it is by now. */
export async function payoutOf({ db, admin }: PayoutWorld, runId: RunId) {
  const [payout] = await findRunPayouts(db, admin, runId);
  if (!payout) throw new Error("The run has no payout");
  return payout;
}

/** What Stripe has of the run's first payout: one transfer, if nothing was paid twice. */
export async function transfersOf(world: PayoutWorld, runId: RunId) {
  const { id } = await payoutOf(world, runId);
  const { transfers } = await world.simulator.control.state();
  return transfers.filter((transfer) => transfer.transfer_group === `payout:${id}`);
}

/** Workers of any kind until nothing is open, with time passing; failed ones are retried. */
export async function settle(world: PayoutWorld, runId: RunId): Promise<void> {
  await world.simulator.control.clearFaults();
  for (let pass = 0; pass < 40; pass++) {
    await retryPayouts(world.deps, world.admin, { runId });
    await sendApproved(world.deps, { ...NO_PAUSE, perSecond: 1_000 });
    await resolveUnknown(world.deps);
    const payouts = await findRunPayouts(world.db, world.admin, runId);
    if (payouts.every((payout) => payout.state === "paid")) return;
    await world.advance(1_800);
  }
  throw new Error("The run never ends");
}
