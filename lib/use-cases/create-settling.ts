import { findPayoutRecords, type PayoutRecord } from "@/db/queries/reconciliation";
import type { TransferFacts } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { holdUnexplained } from "./hold-unexplained";
import { type Settlement, settleTransfer } from "./settle-transfer";

type SettleDeps = Pick<Deps, "db" | "now" | "zone" | "newId">;
type OnSettled = (settlement: Settlement, transfer: TransferFacts) => void;

/**
 * Brings payouts in line with transfers as they were read at Stripe, a page at a time in any order,
 * and puts on hold whose money the books cannot explain.
 *
 * What names a payout that the books do not have waits until everything was read, the oldest first
 * then: of a developer's months the earlier has to be taken in before the later, or neither adds up
 * to what was paid.
 */
export function createSettling(deps: SettleDeps, by: string, onSettled: OnSettled) {
  const lost: TransferFacts[] = [];
  const conclude = async (
    settlement: Settlement,
    transfer: TransferFacts,
    payout: PayoutRecord | undefined,
  ) => {
    onSettled(settlement, transfer);
    await holdUnexplained(deps, { settlement, transfer, payout }, by);
  };
  const settle = async (page: readonly TransferFacts[]) => {
    const ids = page.flatMap(({ payoutId }) => (payoutId ? [payoutId] : []));
    const payouts = new Map(await findPayoutRecords(deps.db, ids));
    for (const transfer of page) {
      const payout = transfer.payoutId ? payouts.get(transfer.payoutId) : undefined;
      if (transfer.payoutId && !payout) {
        lost.push(transfer);
        continue;
      }
      const settlement = await settleTransfer(deps, payout, transfer, by);
      await conclude(settlement, transfer, payout);
      // The next transfer of the same payout has to see what this one changed.
      if (settlement.kind !== "agrees" && transfer.payoutId) {
        const fresh = await findPayoutRecords(deps.db, [transfer.payoutId]);
        const changed = fresh.get(transfer.payoutId);
        if (changed) payouts.set(transfer.payoutId, changed);
      }
    }
  };
  const settleLost = async () => {
    for (const transfer of lost.sort(inTime)) {
      const settlement = await settleTransfer(deps, undefined, transfer, by);
      await conclude(settlement, transfer, undefined);
    }
  };
  return { settle, settleLost };
}

/** Stripe dates by the second, in which a developer can be paid for two months. */
function inTime(left: TransferFacts, right: TransferFacts): number {
  const apart = left.createdAt.getTime() - right.createdAt.getTime();
  const [month = "", other = ""] = [left.metadata?.period, right.metadata?.period];
  return apart || month.localeCompare(other);
}
