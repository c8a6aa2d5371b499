import { findPayoutRecords } from "@/db/queries/reconciliation";
import { holdForUnexplained } from "@/db/writes/hold-for-unexplained";
import type { TransferFacts } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { type Settlement, settleTransfer } from "./settle-transfer";

type SettleDeps = Pick<Deps, "db" | "now" | "zone" | "newId">;

/**
 * Brings payouts in line with a page of transfers as they were read at Stripe. Money that moved and
 * that the books cannot explain puts its developer on hold, once for each transfer: nothing more
 * goes there until a person has looked.
 */
export async function settleBatch(
  deps: SettleDeps,
  batch: readonly TransferFacts[],
  by: string,
  onSettled: (settlement: Settlement, transfer: TransferFacts) => void,
): Promise<void> {
  const ids = batch.flatMap(({ payoutId }) => (payoutId ? [payoutId] : []));
  const payouts = new Map(await findPayoutRecords(deps.db, ids));
  for (const transfer of batch) {
    const payout = transfer.payoutId && payouts.get(transfer.payoutId);
    const settlement = await settleTransfer(deps, payout || undefined, transfer, by);
    onSettled(settlement, transfer);
    const unexplained = unexplainedBy(settlement);
    if (unexplained) await hold(deps, transfer, { unexplained, by });
    // The next transfer of the same payout has to see what this one changed.
    if (settlement.kind !== "agrees" && transfer.payoutId) {
      const fresh = await findPayoutRecords(deps.db, [transfer.payoutId]);
      const changed = fresh.get(transfer.payoutId);
      if (changed) payouts.set(transfer.payoutId, changed);
    }
  }
}

function unexplainedBy({ kind }: Settlement): string | undefined {
  if (kind === "unknown_payout") return "which Remit has no payout for";
  if (kind === "paid_though_canceled") return "whose payout was canceled here";
  return undefined;
}

async function hold(
  deps: SettleDeps,
  { id: transferId, destination, metadata }: TransferFacts,
  { unexplained, by }: { readonly unexplained: string; readonly by: string },
): Promise<void> {
  await holdForUnexplained(deps.db, {
    ...{ id: deps.newId(), transferId, destination, developerId: metadata?.developer_id },
    reason: `Stripe has transfer ${transferId}, ${unexplained}. Look into it before paying on.`,
    ...{ at: deps.now(), by },
  });
}
