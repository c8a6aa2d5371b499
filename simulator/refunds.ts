import { recordBalanceTransaction } from "./balance-transactions";
import { chargeView } from "./charges";
import { invalidRequest, noSuch, noSuchReference } from "./errors";
import { type Cause, emitSnapshot } from "./events";
import { ledgerOf, OUTSIDE, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { ChargeRecord, Metadata, RefundRecord, RefundStatus } from "./objects";
import { mergeMetadata, readAmount, readText, requireText } from "./parameters";
import { type Call, pathId, type Route, requirePlatform } from "./route";
import type { World } from "./world";

export const refundRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/refunds", handle: createRefund },
  { method: "GET", path: "/v1/refunds", handle: listRefunds },
  { method: "GET", path: "/v1/refunds/{id}", handle: retrieveRefund },
];

function createRefund(world: World, call: Call) {
  requirePlatform(call);
  const { params, cause } = call;
  const id = requireText(params, "charge");
  const charge = world.store.charges.get(id);
  if (charge === undefined) throw noSuchReference("charge", id, "charge");
  const refund = refundCharge(world, charge, {
    amount: readAmount(params),
    reason: readText(params, "reason") ?? null,
    metadata: mergeMetadata({}, params),
    cause,
  });
  return refundView(refund);
}

/**
 * Gives money back to the customer. The platform pays, even into a negative balance, and transfers
 * made from the charge stay as they are: that is for the platform to reverse or to net.
 */
export function refundCharge(
  world: World,
  charge: ChargeRecord,
  wanted: {
    readonly amount: number | undefined;
    readonly reason: string | null;
    readonly metadata: Metadata;
    readonly cause: Cause;
    readonly status?: RefundStatus;
  },
): RefundRecord {
  const left = charge.amount - charge.amountRefunded;
  const amount = wanted.amount ?? left;
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw invalidRequest(message, "charge_already_refunded");
  }
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`;
    throw invalidRequest(message, undefined, "amount");
  }
  const { currency } = charge;
  const refund = world.store.refunds.put({
    id: world.ids.mint("re"),
    charge: charge.id,
    amount,
    currency,
    created: world.clock.nowSeconds(),
    balanceTransaction: world.ids.mint("txn"),
    metadata: wanted.metadata,
    reason: wanted.reason,
    status: wanted.status ?? "succeeded",
  });
  world.journal.move({
    kind: "refund",
    reference: refund.id,
    currency,
    amounts: { [ledgerOf(PLATFORM, "available")]: -amount, [OUTSIDE]: amount },
  });
  recordBalanceTransaction(world, {
    ...{ id: refund.balanceTransaction, owner: PLATFORM, type: "refund" },
    ...{ amount: -amount, currency, source: refund.id },
  });
  const amountRefunded = charge.amountRefunded + amount;
  const after = world.store.charges.put({ ...charge, amountRefunded });
  const { cause } = wanted;
  const previous = { amount_refunded: charge.amountRefunded };
  emitSnapshot(world, { type: "charge.refunded", object: chargeView(after), previous, cause });
  emitSnapshot(world, { type: "refund.created", object: refundView(refund), cause });
  return refund;
}

/**
 * The customer's bank takes a refund, or does not. One that fails, even after it had succeeded,
 * brings its money back to the platform.
 */
export function endRefund(
  world: World,
  refund: RefundRecord,
  status: "succeeded" | "failed",
): RefundRecord {
  if (refund.status === status || refund.status === "failed") {
    throw invalidRequest(`Refund ${refund.id} is ${refund.status} already.`);
  }
  const ended = world.store.refunds.put({ ...refund, status });
  if (status === "failed") takeRefundBack(world, ended);
  const object = refundView(ended);
  const previous = { status: refund.status };
  emitSnapshot(world, { type: "refund.updated", object, previous, cause: null });
  if (status === "failed") emitSnapshot(world, { type: "refund.failed", object, cause: null });
  return ended;
}

function takeRefundBack(world: World, { id, charge, currency, amount }: RefundRecord): void {
  world.journal.move({
    kind: "refund_failure",
    reference: id,
    currency,
    amounts: { [ledgerOf(PLATFORM, "available")]: amount, [OUTSIDE]: -amount },
  });
  const movement = { owner: PLATFORM, type: "refund_failure", amount, currency, source: id };
  recordBalanceTransaction(world, { id: world.ids.mint("txn"), ...movement });
  const before = world.store.charges.get(charge);
  if (before === undefined) return;
  const amountRefunded = before.amountRefunded - amount;
  world.store.charges.put({ ...before, amountRefunded });
}

function listRefunds(world: World, { params }: Call) {
  const charge = readText(params, "charge");
  const items = world.store.refunds
    .newestFirst()
    .filter((refund) => charge === undefined || refund.charge === charge);
  return listPage(items, params, { url: "/v1/refunds", kind: "refund", view: refundView });
}

function retrieveRefund(world: World, call: Call) {
  const refund = world.store.refunds.get(pathId(call));
  if (refund === undefined) throw noSuch("refund", pathId(call));
  return refundView(refund);
}

export function refundView(refund: RefundRecord) {
  return {
    id: refund.id,
    object: "refund",
    amount: refund.amount,
    balance_transaction: refund.balanceTransaction,
    charge: refund.charge,
    created: refund.created,
    currency: refund.currency,
    customer: null,
    customer_account: null,
    metadata: refund.metadata,
    payment_intent: null,
    payment_method: null,
    reason: refund.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
