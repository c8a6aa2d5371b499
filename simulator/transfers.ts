import { recordBalanceTransaction } from "./balance-transactions";
import { capturedOf } from "./charges";
import {
  balanceInsufficient,
  invalidRequest,
  missingParameter,
  noSuch,
  noSuchReference,
} from "./errors";
import { emitSnapshot } from "./events";
import { ledgerOf, PLATFORM, type Shelf } from "./journal";
import { listPage } from "./lists";
import type { AccountRecord, ChargeRecord, TransferRecord } from "./objects";
import { mergeMetadata, readAmount, readText, requireCurrency, requireText } from "./parameters";
import { reversalView } from "./reversal-view";
import { type Call, pathId, type Route, requirePlatform } from "./route";
import type { World } from "./world";

const REVERSALS_SHOWN = 10;

export const transferRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/transfers", handle: createTransfer },
  { method: "GET", path: "/v1/transfers", handle: listTransfers },
  { method: "GET", path: "/v1/transfers/{id}", handle: retrieveTransfer },
  { method: "POST", path: "/v1/transfers/{id}", handle: updateTransfer },
];

function createTransfer(world: World, call: Call) {
  requirePlatform(call);
  const { params, cause } = call;
  const currency = requireCurrency(params);
  const asked = readAmount(params);
  const metadata = mergeMetadata({}, params);
  if (asked === undefined && params.source_transaction === undefined) {
    throw missingParameter("amount");
  }
  const destination = findDestination(world, requireText(params, "destination"));
  const source = findSource(world, readText(params, "source_transaction"), currency);
  const amount = asked ?? (source ? capturedOf(source) - source.amountTransferred : 0);
  const funding = fundingOf(world, { amount, currency, source });

  if (source) {
    const amountTransferred = source.amountTransferred + amount;
    const transferGroup = source.transferGroup ?? `group_${source.id}`;
    world.store.charges.put({ ...source, amountTransferred, transferGroup });
  }
  const transfer: TransferRecord = {
    id: world.ids.mint("tr"),
    amount,
    amountReversed: 0,
    balanceTransaction: world.ids.mint("txn"),
    created: world.clock.nowSeconds(),
    currency,
    description: readText(params, "description") ?? null,
    destination: destination.id,
    destinationPayment: world.ids.mint("py"),
    metadata,
    reversals: [],
    sourceTransaction: source?.id ?? null,
    transferGroup: source
      ? (source.transferGroup ?? `group_${source.id}`)
      : (readText(params, "transfer_group") ?? null),
  };
  world.store.transfers.put(transfer);
  moveTransfer(world, transfer, funding);
  emitSnapshot(world, { type: "transfer.created", object: transferView(world, transfer), cause });
  return transferView(world, transfer);
}

type Funding = { readonly shelf: Shelf; readonly availableOn: number };

/** Money of a charge can be sent on before it is available, and then arrives when it is. */
function fundingOf(
  world: World,
  wanted: {
    readonly amount: number;
    readonly currency: string;
    readonly source: ChargeRecord | undefined;
  },
): Funding {
  const { amount, currency, source } = wanted;
  if (source !== undefined) {
    if (source.amountTransferred + amount > capturedOf(source)) {
      throw invalidRequest(
        `Transfers using ${source.id} as a source_transaction must not exceed its amount of ${capturedOf(source)}.`,
        undefined,
        "amount",
      );
    }
    const income = world.store.balanceTransactions.get(source.balanceTransaction);
    if (income !== undefined && !income.isSettled) {
      return { shelf: "pending", availableOn: income.availableOn };
    }
  }
  if (world.journal.balance(PLATFORM, "available", currency) < amount) {
    throw balanceInsufficient(
      "You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance",
    );
  }
  return { shelf: "available", availableOn: world.clock.nowSeconds() };
}

function moveTransfer(
  world: World,
  transfer: TransferRecord,
  { shelf, availableOn }: Funding,
): void {
  const { id, amount, currency, destination, destinationPayment } = transfer;
  world.journal.move({
    kind: "transfer",
    reference: id,
    currency,
    amounts: { [ledgerOf(PLATFORM, shelf)]: -amount, [ledgerOf(destination, shelf)]: amount },
  });
  const shared = { currency, availableOn };
  recordBalanceTransaction(world, {
    ...{ ...shared, id: transfer.balanceTransaction, owner: PLATFORM },
    ...{ type: "transfer", amount: -amount, source: id, description: transfer.description },
  });
  recordBalanceTransaction(world, {
    ...{ ...shared, id: world.ids.mint("txn"), owner: destination },
    ...{ type: "payment", amount, source: destinationPayment },
  });
}

function findDestination(world: World, id: string): AccountRecord {
  const account = world.store.accounts.get(id);
  if (account === undefined || account.status !== "open") {
    throw noSuchReference("destination", id, "destination");
  }
  if (account.capabilities.transfers === "active") return account;
  throw invalidRequest(
    "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
    "insufficient_capabilities_for_transfer",
  );
}

function findSource(
  world: World,
  id: string | undefined,
  currency: string,
): ChargeRecord | undefined {
  if (id === undefined) return undefined;
  const charge = world.store.charges.get(id);
  if (charge === undefined) throw noSuchReference("charge", id, "source_transaction");
  if (charge.currency === currency) return charge;
  throw invalidRequest(
    `The currency of source_transaction's balance transaction (${charge.currency}) must be the same as the transfer currency (${currency}).`,
    undefined,
    "currency",
  );
}

function listTransfers(world: World, call: Call) {
  requirePlatform(call);
  const { params } = call;
  const destination = readText(params, "destination");
  const group = readText(params, "transfer_group");
  const items = world.store.transfers
    .newestFirst()
    .filter(
      (transfer) =>
        (destination === undefined || transfer.destination === destination) &&
        (group === undefined || transfer.transferGroup === group),
    );
  const view = (transfer: TransferRecord) => transferView(world, transfer);
  return listPage(items, params, { url: "/v1/transfers", kind: "transfer", view });
}

function retrieveTransfer(world: World, call: Call) {
  return transferView(world, findTransfer(world, pathId(call)));
}

/** Only the description and the metadata of a transfer can change. */
function updateTransfer(world: World, call: Call) {
  const { params, cause } = call;
  const before = findTransfer(world, pathId(call));
  const metadata = mergeMetadata(before.metadata, params);
  const description = readText(params, "description") ?? before.description;
  const after = world.store.transfers.put({ ...before, metadata, description });
  const object = transferView(world, after);
  const previous = { metadata: before.metadata, description: before.description };
  emitSnapshot(world, { type: "transfer.updated", object, previous, cause });
  return object;
}

export function findTransfer(world: World, id: string): TransferRecord {
  const transfer = world.store.transfers.get(id);
  if (transfer === undefined) throw noSuch("transfer", id);
  return transfer;
}

export function transferView(world: World, transfer: TransferRecord) {
  const shown = transfer.reversals.slice(-REVERSALS_SHOWN).toReversed();
  return {
    id: transfer.id,
    object: "transfer",
    amount: transfer.amount,
    amount_reversed: transfer.amountReversed,
    balance_transaction: transfer.balanceTransaction,
    created: transfer.created,
    currency: transfer.currency,
    description: transfer.description,
    destination: transfer.destination,
    destination_payment: transfer.destinationPayment,
    livemode: false,
    metadata: transfer.metadata,
    reversals: {
      object: "list",
      data: shown.flatMap((id) => {
        const reversal = world.store.reversals.get(id);
        return reversal === undefined ? [] : [reversalView(reversal)];
      }),
      has_more: transfer.reversals.length > REVERSALS_SHOWN,
      total_count: transfer.reversals.length,
      url: `/v1/transfers/${transfer.id}/reversals`,
    },
    reversed: transfer.amountReversed === transfer.amount,
    source_transaction: transfer.sourceTransaction,
    source_type: "card",
    transfer_group: transfer.transferGroup,
  };
}
