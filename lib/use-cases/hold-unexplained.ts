import type { PayoutRecord } from "@/db/queries/reconciliation";
import { holdForUnexplained } from "@/db/writes/hold-for-unexplained";
import type { TransferFacts } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import type { Settlement } from "./settle-transfer";

/** A transfer, what it meant for the books, and the payout that it names as they had it. */
export type Settled = {
  readonly settlement: Settlement;
  readonly transfer: TransferFacts;
  readonly payout: PayoutRecord | undefined;
};

/**
 * Money that moved and that the books cannot explain puts its developer on hold, once for each
 * transfer: nothing more goes there until a person has looked.
 */
export async function holdUnexplained(
  deps: Pick<Deps, "db" | "now" | "newId">,
  { settlement, transfer, payout }: Settled,
  by: string,
): Promise<void> {
  const { id: transferId, destination, metadata } = transfer;
  const unexplained = unexplainedBy(settlement, payout?.transferId === transferId);
  if (!unexplained) return;
  await holdForUnexplained(deps.db, {
    ...{ id: deps.newId(), transferId, destination, developerId: metadata?.developer_id },
    reason: `Stripe has transfer ${transferId}, ${unexplained}. Look into it before paying on.`,
    ...{ at: deps.now(), by },
  });
}

function unexplainedBy(settlement: Settlement, isKnown: boolean): string | undefined {
  switch (settlement.kind) {
    case "unknown_payout":
      return "which Remit has no payout for";
    case "paid_though_canceled":
      return "whose payout was canceled here";
    case "second_transfer":
      return `though ${settlement.firstTransferId} had paid the same payout`;
    case "differs":
      return isKnown ? undefined : "which is not what its payout asks for";
    default:
      return undefined;
  }
}
