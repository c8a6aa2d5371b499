import { findRunPayouts } from "@/db/queries/payouts";
import type { RunId } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { accepted, closeMonth, type PayoutWorld, recordSales } from "./payout-world";

/** A worker's time between two requests, of which a test has none. */
export const NO_PAUSE = { pause: async () => undefined };

/** One sale of 10.00 for each plugin, in a month of its own that is closed and approved. */
export async function approvedRun(
  world: PayoutWorld,
  plugins: readonly string[] = ["ada-plugin"],
): Promise<RunId> {
  const on = world.now().toISOString().slice(0, 10);
  for (const plugin of plugins) {
    await recordSales(world, [{ id: `${plugin}-${on}`, plugin, amount: 1_000n, on }]);
  }
  await world.advance(31 * 86_400);
  const period = trustedPeriod(on.slice(0, 7));
  await closeMonth(world, period);
  const { runId } = accepted(await prepareRun(world.deps, world.admin, { period }));
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
    await sendApproved(world.deps, NO_PAUSE);
    await resolveUnknown(world.deps);
    const payouts = await findRunPayouts(world.db, world.admin, runId);
    if (payouts.every((payout) => payout.state === "paid")) return;
    await world.advance(1_800);
  }
}
