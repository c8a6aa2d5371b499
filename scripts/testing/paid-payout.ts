import { trustedPeriod } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { accepted, addDeveloper, closeMonth, type PayoutWorld, recordSales } from "./payout-world";

/** €7.00 paid to a developer for January 2026: the payout's id. */
export async function payDeveloper(world: PayoutWorld, id: string): Promise<string> {
  await world.simulator.control.fund("eur", 1_000_000);
  await addDeveloper(world, id);
  const sale = { id: `sale-of-${id}`, plugin: `${id}-plugin`, amount: 1_000n, on: "2026-01-05" };
  await recordSales(world, [sale]);
  await closeMonth(world, "2026-01");
  const scope = { period: trustedPeriod("2026-01") };
  const { runId } = accepted(await prepareRun(world.deps, world.admin, scope));
  accepted(await approveRun(world.deps, world.admin, runId));
  await sendApproved(world.deps);
  const [payout] = await world.db.sql<{ id: string; state: string }[]>`
    select id, state from payouts where run_id = ${runId}`;
  if (payout?.state !== "paid") throw new Error(`The payout is ${payout?.state}`);
  return payout.id;
}
