import { recordBalanceTransaction } from "./balance-transactions";
import { capturedOf, chargeView } from "./charges";
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
  const balanceTransaction = world.ids.mint("txn");
  const status = wanted.status ?? "succeeded";
  const refund = putRefund(world, charge, { ...wanted, amount, balanceTransaction, status });
  world.journal.move({
    kind: "refund",
    reference: refund.id,
    currency,
    amounts: { [ledgerOf(PLATFORM, "available")]: -amount, [OUTSIDE]: amount },
  });
  recordBalanceTransaction(world, {
    ...{ id: balanceTransaction, owner: PLATFORM, type: "refund" },
    ...{ amount: -amount, currency, source: refund.id },
  });
  tellOfRefund(world, charge, refund, wanted.cause);
  return refund;
}

/**
 * What was authorized and not captured goes back to the customer. Stripe shows that as a refund,
 * the charge's first, though no money moved.
 */
export function releaseRemainder(world: World, charge: ChargeRecord): void {
  const amount = charge.amount - capturedOf(charge);
  const refund = putRefund(world, charge, {
    ...{ amount, balanceTransaction: null, metadata: {}, reason: null, status: "succeeded" },
  });
  tellOfRefund(world, charge, refund, null);
}

function putRefund(
  world: World,
  charge: ChargeRecord,
  details: Pick<RefundRecord, "amount" | "balanceTransaction" | "metadata" | "reason" | "status">,
): RefundRecord {
  const { amount, balanceTransaction, metadata, reason, status } = details;
  return world.store.refunds.put({
    ...{ id: world.ids.mint("re"), charge: charge.id, created: world.clock.nowSeconds() },
    ...{ amount, currency: charge.currency, balanceTransaction, metadata, reason, status },
  });
}

function tellOfRefund(
  world: World,
  charge: ChargeRecord,
  refund: RefundRecord,
  cause: Cause,
): void {
  const amountRefunded = charge.amountRefunded + refund.amount;
  const after = world.store.charges.put({ ...charge, amountRefunded });
  const previous = { amount_refunded: charge.amountRefunded };
  emitSnapshot(world, { type: "charge.refunded", object: chargeView(after), previous, cause });
  emitSnapshot(world, { type: "refund.created", object: refundView(refund), cause });
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
  if (refund.balanceTransaction === null) {
    throw invalidRequest(`Refund ${refund.id} released an authorization: it cannot fail.`);
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
