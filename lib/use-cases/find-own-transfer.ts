import type { PayoutId } from "@/lib/domain/ids";
import { type TransferFacts, type TransferRequest, transferMismatch } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { transferGroupOf } from "./transfer-request";

/** What Stripe has of a payout. `alarm`: something a person has to look at. */
export type OwnTransfer =
  | { readonly kind: "none" }
  | {
      readonly kind: "found";
      readonly transfer: TransferFacts;
      readonly alarm: string | undefined;
    }
  /** There is a transfer in the payout's group, but it is not the one that was asked for. */
  | { readonly kind: "foreign"; readonly alarm: string }
  | { readonly kind: "unreachable" };

/** What a payout's transfer is looked up by. */
export type PayoutTrace = {
  readonly payoutId: PayoutId;
  readonly destination: string;
  readonly sourceCharge: string | undefined;
};

/**
 * Asks Stripe for a payout's transfer, by its transfer group or by the charge whose money it sent
 * on, whichever attempt made it.
 *
 * With the frozen request, what is found is compared with it: a transfer of another amount or to
 * another account is never taken for the payout's.
 */
export async function findOwnTransfer(
  deps: Pick<Deps, "transfers">,
  trace: PayoutTrace,
  request: TransferRequest | undefined,
): Promise<OwnTransfer> {
  let transfers: readonly TransferFacts[];
  try {
    transfers = await listTransfers(deps, trace);
  } catch {
    // Whatever the reason: no answer is no evidence, and the caller asks again later.
    return { kind: "unreachable" };
  }
  if (transfers.length === 0) return { kind: "none" };
  const own = request
    ? transfers.filter((transfer) => transferMismatch(transfer, request) === undefined)
    : transfers;
  const oldest = own.toSorted(
    (left, right) => left.createdAt.getTime() - right.createdAt.getTime(),
  )[0];
  const ids = transfers.map((transfer) => transfer.id).join(", ");
  if (!oldest) {
    return { kind: "foreign", alarm: `Stripe has ${ids}, which is not what the payout asked for` };
  }
  const alarm =
    transfers.length > 1 ? `Stripe has ${transfers.length} transfers of it: ${ids}` : undefined;
  return { kind: "found", transfer: oldest, alarm };
}

/** Others may send money of the same charge on too, so there the payout's own mark decides. */
async function listTransfers(
  { transfers }: Pick<Deps, "transfers">,
  { payoutId, destination, sourceCharge }: PayoutTrace,
): Promise<readonly TransferFacts[]> {
  if (sourceCharge === undefined) return transfers.findTransfers(transferGroupOf(payoutId));
  const found = await transfers.findTransfersOfCharge(sourceCharge, destination);
  return found.filter((transfer) => transfer.payoutId === payoutId);
}
