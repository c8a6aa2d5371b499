import { balanceView } from "./balance";
import { noSuch } from "./errors";
import { type Cause, emitSnapshot } from "./events";
import { ledgerOf, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { BalanceTransactionRecord } from "./objects";
import { readText } from "./parameters";
import { type Call, ownerOf, pathId, type Route } from "./route";
import type { World } from "./world";

const REPORTING_CATEGORIES: Readonly<Record<string, string>> = {
  transfer_refund: "transfer_reversal",
  payment: "charge",
  payment_refund: "refund",
  payout_failure: "payout_reversal",
  adjustment: "dispute",
};

export const balanceTransactionRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/balance_transactions", handle: listBalanceTransactions },
  { method: "GET", path: "/v1/balance_transactions/{id}", handle: retrieveBalanceTransaction },
];

/** Writes down what a movement did to one owner's balance. The journal moves the money itself. */
export function recordBalanceTransaction(
  world: World,
  movement: Pick<
    BalanceTransactionRecord,
    "id" | "owner" | "type" | "amount" | "currency" | "source"
  > &
    Partial<Pick<BalanceTransactionRecord, "fee" | "availableOn" | "description">>,
): BalanceTransactionRecord {
  const now = world.clock.nowSeconds();
  const availableOn = movement.availableOn ?? now;
  const record = world.store.balanceTransactions.put({
    ...{ fee: 0, description: null },
    ...movement,
    created: now,
    availableOn,
    isSettled: availableOn <= now,
  });
  if (!record.isSettled) world.due.add({ at: availableOn, kind: "settle", id: record.id });
  return record;
}

/** Pending money becomes available when its time has come. */
export function settle(world: World, id: string): void {
  const record = world.store.balanceTransactions.get(id);
  if (record === undefined || record.isSettled) return;
  const net = record.amount - record.fee;
  world.store.balanceTransactions.put({ ...record, isSettled: true });
  world.journal.move({
    kind: "settlement",
    reference: id,
    currency: record.currency,
    amounts: {
      [ledgerOf(record.owner, "pending")]: -net,
      [ledgerOf(record.owner, "available")]: net,
    },
  });
  const about = record.owner === PLATFORM ? {} : { account: record.owner };
  const object = balanceView(world, record.owner);
  const cause: Cause = null;
  emitSnapshot(world, { type: "balance.available", object, ...about, cause });
}

function listBalanceTransactions(world: World, call: Call) {
  const { params } = call;
  const owner = ownerOf(world, call);
  const wanted = { type: readText(params, "type"), source: readText(params, "source") };
  const currency = readText(params, "currency");
  const items = world.store.balanceTransactions
    .newestFirst()
    .filter(
      (item) =>
        item.owner === owner &&
        (wanted.type === undefined || item.type === wanted.type) &&
        (wanted.source === undefined || item.source === wanted.source) &&
        (currency === undefined || item.currency === currency),
    );
  const page = { url: "/v1/balance_transactions", kind: "balance_transaction" };
  return listPage(items, params, { ...page, view: balanceTransactionView });
}

function retrieveBalanceTransaction(world: World, call: Call) {
  const record = world.store.balanceTransactions.get(pathId(call));
  if (record === undefined || record.owner !== ownerOf(world, call)) {
    throw noSuch("balance_transaction", pathId(call));
  }
  return balanceTransactionView(record);
}

export function balanceTransactionView(record: BalanceTransactionRecord) {
  const { fee, currency } = record;
  const feeDetail = {
    ...{ amount: fee, application: null, currency },
    ...{ description: "Processing fee", type: "stripe_fee" },
  };
  return {
    id: record.id,
    object: "balance_transaction",
    amount: record.amount,
    available_on: record.availableOn,
    balance_type: "payments",
    created: record.created,
    currency,
    description: record.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail],
    net: record.amount - fee,
    reporting_category: REPORTING_CATEGORIES[record.type] ?? record.type,
    source: record.source,
    status: record.isSettled ? "available" : "pending",
    type: record.type,
  };
}
