import { findPayoutRecords } from "@/db/queries/reconciliation";
import type { TransferFacts } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { holdUnexplained } from "./hold-unexplained";
import { type Settlement, settleTransfer } from "./settle-transfer";

type SettleDeps = Pick<Deps, "db" | "now" | "zone" | "newId">;

/**
 * Brings payouts in line with a page of transfers as they were read at Stripe, and puts on hold
 * whose money the books cannot explain.
 */
export async function settleBatch(
  deps: SettleDeps,
  batch: readonly TransferFacts[],
  by: string,
  onSettled: (settlement: Settlement, transfer: TransferFacts) => void,
): Promise<void> {
  const ids = batch.flatMap(({ payoutId }) => (payoutId ? [payoutId] : []));
  const payouts = new Map(await findPayoutRecords(deps.db, ids));
  // What is lost of a developer's earlier month has to be claimed before that of a later one.
  const inTime = batch.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const transfer of inTime) {
    const payout = transfer.payoutId ? payouts.get(transfer.payoutId) : undefined;
    const settlement = await settleTransfer(deps, payout, transfer, by);
    onSettled(settlement, transfer);
    await holdUnexplained(deps, { settlement, transfer, payout }, by);
    // The next transfer of the same payout has to see what this one changed.
    if (settlement.kind !== "agrees" && transfer.payoutId) {
      const fresh = await findPayoutRecords(deps.db, [transfer.payoutId]);
      const changed = fresh.get(transfer.payoutId);
      if (changed) payouts.set(transfer.payoutId, changed);
    }
  }
}
