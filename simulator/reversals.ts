import { recordBalanceTransaction } from "./balance-transactions";
import { balanceInsufficient, invalidRequest, noSuch } from "./errors";
import { emitSnapshot } from "./events";
import { ledgerOf, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { ReversalRecord, TransferRecord } from "./objects";
import { mergeMetadata, readAmount } from "./parameters";
import { reversalView } from "./reversal-view";
import { type Call, pathId, type Route } from "./route";
import { findTransfer, transferView } from "./transfers";
import type { World } from "./world";

export const reversalRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/transfers/{id}/reversals", handle: createReversal },
  { method: "GET", path: "/v1/transfers/{id}/reversals", handle: listReversals },
  { method: "GET", path: "/v1/transfers/{transferId}/reversals/{id}", handle: retrieveReversal },
  { method: "POST", path: "/v1/transfers/{transferId}/reversals/{id}", handle: updateReversal },
];

function createReversal(world: World, call: Call) {
  const transfer = findTransfer(world, pathId(call));
  const amount = amountToReverse(transfer, readAmount(call.params));
  const { currency, destination } = transfer;
  if (world.journal.balance(destination, "available", currency) < amount) {
    throw balanceInsufficient(
      `The connected account ${destination} has insufficient available funds for this reversal.`,
    );
  }
  const reversal = world.store.reversals.put({
    id: world.ids.mint("trr"),
    transfer: transfer.id,
    amount,
    balanceTransaction: world.ids.mint("txn"),
    created: world.clock.nowSeconds(),
    currency,
    destinationPaymentRefund: world.ids.mint("pyr"),
    metadata: mergeMetadata({}, call.params),
  });
  moveBack(world, transfer, reversal);
  const after = world.store.transfers.put({
    ...transfer,
    amountReversed: transfer.amountReversed + amount,
    reversals: [...transfer.reversals, reversal.id],
  });
  const object = transferView(world, after);
  const { amount_reversed, reversed } = transferView(world, transfer);
  const previous = { amount_reversed, reversed };
  emitSnapshot(world, { type: "transfer.reversed", object, previous, cause: call.cause });
  return reversalView(reversal);
}

function amountToReverse(transfer: TransferRecord, asked: number | undefined): number {
  const left = transfer.amount - transfer.amountReversed;
  if (left === 0) throw invalidRequest(`Transfer ${transfer.id} is already fully reversed.`);
  const amount = asked ?? left;
  if (amount <= left) return amount;
  throw invalidRequest(
    `Reversal amount (${amount}) is greater than unreversed amount on transfer (${left})`,
    undefined,
    "amount",
  );
}

function moveBack(world: World, transfer: TransferRecord, reversal: ReversalRecord): void {
  const { amount, currency } = reversal;
  const { destination } = transfer;
  world.journal.move({
    kind: "reversal",
    reference: reversal.id,
    currency,
    amounts: {
      [ledgerOf(destination, "available")]: -amount,
      [ledgerOf(PLATFORM, "available")]: amount,
    },
  });
  recordBalanceTransaction(world, {
    ...{ id: reversal.balanceTransaction, owner: PLATFORM, type: "transfer_refund" },
    ...{ amount, currency, source: reversal.id },
  });
  recordBalanceTransaction(world, {
    ...{ id: world.ids.mint("txn"), owner: destination, type: "payment_refund" },
    ...{ amount: -amount, currency, source: reversal.destinationPaymentRefund },
  });
}

function listReversals(world: World, call: Call) {
  const transfer = findTransfer(world, pathId(call));
  const items = transfer.reversals
    .flatMap((id) => world.store.reversals.get(id) ?? [])
    .toReversed();
  const url = `/v1/transfers/${transfer.id}/reversals`;
  return listPage(items, call.params, { url, kind: "transfer_reversal", view: reversalView });
}

function retrieveReversal(world: World, call: Call) {
  return reversalView(findReversal(world, call));
}

function updateReversal(world: World, call: Call) {
  const reversal = findReversal(world, call);
  const metadata = mergeMetadata(reversal.metadata, call.params);
  return reversalView(world.store.reversals.put({ ...reversal, metadata }));
}

function findReversal(world: World, call: Call): ReversalRecord {
  const reversal = world.store.reversals.get(pathId(call));
  if (reversal?.transfer === pathId(call, "transferId")) return reversal;
  throw noSuch("transfer reversal", pathId(call));
}
