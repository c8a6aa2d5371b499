import { recordBalanceTransaction } from "./balance-transactions";
import { balanceInsufficient, invalidRequest, noSuch } from "./errors";
import { type Cause, emitSnapshot } from "./events";
import { ledgerOf, OUTSIDE, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { Metadata, Owner, PayoutRecord } from "./objects";
import { mergeMetadata, readText, requireAmount, requireCurrency } from "./parameters";
import { type Call, ownerOf, pathId, type Route } from "./route";
import type { World } from "./world";

const ARRIVAL_SECONDS = { standard: 2 * 86_400, instant: 1800 };

export const payoutRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/payouts", handle: createPayout },
  { method: "GET", path: "/v1/payouts", handle: listPayouts },
  { method: "GET", path: "/v1/payouts/{id}", handle: retrievePayout },
];

function createPayout(world: World, call: Call) {
  const { params, cause } = call;
  const payout = startPayout(world, ownerOf(world, call), {
    amount: requireAmount(params),
    currency: requireCurrency(params),
    method: readText(params, "method") === "instant" ? "instant" : "standard",
    description: readText(params, "description") ?? null,
    statementDescriptor: readText(params, "statement_descriptor") ?? null,
    metadata: mergeMetadata({}, params),
    cause,
  });
  return payoutView(payout);
}

/** Sends money of an account, or of the platform, to its bank. */
export function startPayout(
  world: World,
  owner: Owner,
  wanted: {
    readonly amount: number;
    readonly currency: string;
    readonly method: PayoutRecord["method"];
    readonly description: string | null;
    readonly statementDescriptor: string | null;
    readonly metadata: Metadata;
    readonly cause: Cause;
  },
): PayoutRecord {
  const { amount, currency, cause, ...details } = wanted;
  const isAllowed = owner === PLATFORM || world.store.accounts.get(owner)?.payoutsEnabled === true;
  if (!isAllowed)
    throw invalidRequest("Payouts are not enabled on this account.", "payouts_not_allowed");
  if (world.journal.balance(owner, "available", currency) < amount) {
    throw balanceInsufficient(
      `You have insufficient funds in your Stripe account for this payout. Your ${currency.toUpperCase()} balance is too low.`,
    );
  }
  const created = world.clock.nowSeconds();
  const payout = world.store.payouts.put({
    ...details,
    id: world.ids.mint("po"),
    owner,
    amount,
    currency,
    created,
    arrivalDate: created + ARRIVAL_SECONDS[details.method],
    destination: world.ids.mint("ba"),
    balanceTransaction: world.ids.mint("txn"),
    failureBalanceTransaction: null,
    failureCode: null,
    status: "pending",
  });
  movePayout(world, payout, "out");
  world.due.add({ at: payout.arrivalDate, kind: "arrival", id: payout.id });
  tell(world, "payout.created", payout, cause);
  return payout;
}

/** The bank took the money, or sent it back. */
export function endPayout(world: World, id: string, outcome: "paid" | "failed"): PayoutRecord {
  const payout = world.store.payouts.get(id);
  if (payout === undefined) throw noSuch("payout", id);
  if (payout.status !== "pending") return payout;
  if (outcome === "paid") {
    const paid = world.store.payouts.put({ ...payout, status: "paid" });
    tell(world, "payout.paid", paid, null);
    return paid;
  }
  const failed = world.store.payouts.put({
    ...payout,
    status: "failed",
    failureCode: "account_closed",
    failureBalanceTransaction: world.ids.mint("txn"),
  });
  movePayout(world, failed, "back");
  tell(world, "payout.failed", failed, null);
  return failed;
}

function movePayout(world: World, payout: PayoutRecord, direction: "out" | "back"): void {
  const { id, owner, currency } = payout;
  const change = direction === "out" ? -payout.amount : payout.amount;
  world.journal.move({
    kind: direction === "out" ? "payout" : "payout_failure",
    reference: id,
    currency,
    amounts: { [ledgerOf(owner, "available")]: change, [OUTSIDE]: -change },
  });
  recordBalanceTransaction(world, {
    id: direction === "out" ? payout.balanceTransaction : (payout.failureBalanceTransaction ?? ""),
    ...{ owner, type: direction === "out" ? "payout" : "payout_failure" },
    ...{ amount: change, currency, source: id },
  });
}

function tell(world: World, type: string, payout: PayoutRecord, cause: Cause): void {
  const about = payout.owner === PLATFORM ? {} : { account: payout.owner };
  emitSnapshot(world, { type, object: payoutView(payout), ...about, cause });
}

function listPayouts(world: World, call: Call) {
  const owner = ownerOf(world, call);
  const status = readText(call.params, "status");
  const items = world.store.payouts
    .newestFirst()
    .filter((payout) => payout.owner === owner && (status ?? payout.status) === payout.status);
  return listPage(items, call.params, { url: "/v1/payouts", kind: "payout", view: payoutView });
}

function retrievePayout(world: World, call: Call) {
  const payout = world.store.payouts.get(pathId(call));
  if (payout === undefined || payout.owner !== ownerOf(world, call)) {
    throw noSuch("payout", pathId(call));
  }
  return payoutView(payout);
}

export function payoutView(payout: PayoutRecord) {
  return {
    id: payout.id,
    object: "payout",
    amount: payout.amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: payout.arrivalDate,
    automatic: false,
    balance_transaction: payout.balanceTransaction,
    created: payout.created,
    currency: payout.currency,
    description: payout.description,
    destination: payout.destination,
    failure_balance_transaction: payout.failureBalanceTransaction,
    failure_code: payout.failureCode,
    failure_message: payout.failureCode === null ? null : "The bank account has been closed.",
    livemode: false,
    metadata: payout.metadata,
    method: payout.method,
    original_payout: null,
    payout_method: null,
    reconciliation_status: "not_applicable",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: payout.statementDescriptor,
    status: payout.status,
    trace_id: null,
    type: "bank_account",
  };
}
