import { recordBalanceTransaction } from "./balance-transactions";
import { noSuch } from "./errors";
import { type Cause, emitSnapshot } from "./events";
import { ledgerOf, OUTSIDE, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { TopupRecord } from "./objects";
import { mergeMetadata, readText, requireAmount, requireCurrency } from "./parameters";
import { type Call, pathId, type Route, requirePlatform } from "./route";
import type { World } from "./world";

export const topupRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/topups", handle: createTopup },
  { method: "GET", path: "/v1/topups", handle: listTopups },
  { method: "GET", path: "/v1/topups/{id}", handle: retrieveTopup },
];

function createTopup(world: World, call: Call) {
  requirePlatform(call);
  const { params, cause } = call;
  const topup = addFunds(world, requireCurrency(params), requireAmount(params), cause, {
    description: readText(params, "description") ?? null,
    metadata: mergeMetadata({}, params),
    transferGroup: readText(params, "transfer_group") ?? null,
    statementDescriptor: readText(params, "statement_descriptor") ?? null,
  });
  return topupView(topup);
}

type Extras = Pick<
  TopupRecord,
  "description" | "metadata" | "transferGroup" | "statementDescriptor"
>;
const PLAIN: Extras = {
  description: null,
  metadata: {},
  transferGroup: null,
  statementDescriptor: null,
};

/** Money from the platform's bank. It is available at once here; at Stripe it takes days. */
export function addFunds(
  world: World,
  currency: string,
  amount: number,
  cause: Cause,
  extras: Extras = PLAIN,
): TopupRecord {
  const topup = world.store.topups.put({
    ...extras,
    id: world.ids.mint("tu"),
    amount,
    currency,
    created: world.clock.nowSeconds(),
    balanceTransaction: world.ids.mint("txn"),
  });
  world.journal.move({
    kind: "topup",
    reference: topup.id,
    currency,
    amounts: { [OUTSIDE]: -amount, [ledgerOf(PLATFORM, "available")]: amount },
  });
  recordBalanceTransaction(world, {
    ...{ id: topup.balanceTransaction, owner: PLATFORM, type: "topup" },
    ...{ amount, currency, source: topup.id },
  });
  emitSnapshot(world, { type: "topup.created", object: topupView(topup), cause });
  emitSnapshot(world, { type: "topup.succeeded", object: topupView(topup), cause });
  return topup;
}

function listTopups(world: World, { params }: Call) {
  const page = { url: "/v1/topups", kind: "topup", view: topupView };
  return listPage(world.store.topups.newestFirst(), params, page);
}

function retrieveTopup(world: World, call: Call) {
  const topup = world.store.topups.get(pathId(call));
  if (topup === undefined) throw noSuch("topup", pathId(call));
  return topupView(topup);
}

function topupView(topup: TopupRecord) {
  return {
    id: topup.id,
    object: "topup",
    amount: topup.amount,
    balance_transaction: topup.balanceTransaction,
    created: topup.created,
    currency: topup.currency,
    description: topup.description,
    expected_availability_date: topup.created,
    failure_code: null,
    failure_message: null,
    initiated_by: null,
    livemode: false,
    metadata: topup.metadata,
    source: null,
    statement_descriptor: topup.statementDescriptor,
    status: "succeeded",
    transfer_group: topup.transferGroup,
  };
}
