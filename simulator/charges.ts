import { recordBalanceTransaction } from "./balance-transactions";
import { noSuch } from "./errors";
import { emitSnapshot } from "./events";
import { ledgerOf, OUTSIDE, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { ChargeRecord, Metadata } from "./objects";
import { mergeMetadata, readText } from "./parameters";
import { type Call, pathId, type Route, requirePlatform } from "./route";
import type { World } from "./world";

export const chargeRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/charges", handle: listCharges },
  { method: "GET", path: "/v1/charges/{id}", handle: retrieveCharge },
  { method: "POST", path: "/v1/charges/{id}", handle: updateCharge },
];

/**
 * A customer pays the platform what is captured of the amount. The money is pending until its time
 * has come; what was not captured is for `releaseRemainder` to give back.
 */
export function chargeCustomer(
  world: World,
  payment: {
    readonly amount: number;
    readonly captured: number;
    readonly currency: string;
    readonly fee: number;
    readonly availableInSeconds: number;
    readonly description: string | null;
    readonly metadata: Metadata;
    readonly transferGroup: string | null;
  },
): ChargeRecord {
  const { amount, captured, currency, fee, availableInSeconds, ...details } = payment;
  const created = world.clock.nowSeconds();
  const charge = world.store.charges.put({
    ...details,
    id: world.ids.mint("ch"),
    amount,
    amountReleased: amount - captured,
    amountRefunded: 0,
    amountTransferred: 0,
    balanceTransaction: world.ids.mint("txn"),
    created,
    currency,
    isDisputed: false,
  });
  const shelf = availableInSeconds > 0 ? "pending" : "available";
  world.journal.move({
    kind: "charge",
    reference: charge.id,
    currency,
    amounts: { [OUTSIDE]: fee - captured, [ledgerOf(PLATFORM, shelf)]: captured - fee },
  });
  recordBalanceTransaction(world, {
    ...{ id: charge.balanceTransaction, owner: PLATFORM, type: "charge", source: charge.id },
    ...{ amount: captured, fee, currency, availableOn: created + availableInSeconds },
  });
  emitSnapshot(world, { type: "charge.succeeded", object: chargeView(charge), cause: null });
  return charge;
}

function listCharges(world: World, { params }: Call) {
  const group = readText(params, "transfer_group");
  const items = world.store.charges
    .newestFirst()
    .filter((charge) => group === undefined || charge.transferGroup === group);
  return listPage(items, params, { url: "/v1/charges", kind: "charge", view: chargeView });
}

function retrieveCharge(world: World, call: Call) {
  return chargeView(findCharge(world, pathId(call)));
}

/** What a payment was for may be noted on it later; what was paid never changes. */
function updateCharge(world: World, call: Call) {
  requirePlatform(call);
  const { params, cause } = call;
  const before = findCharge(world, pathId(call));
  const metadata = mergeMetadata(before.metadata, params);
  const description = readText(params, "description") ?? before.description;
  const object = chargeView(world.store.charges.put({ ...before, metadata, description }));
  const previous = { metadata: before.metadata, description: before.description };
  emitSnapshot(world, { type: "charge.updated", object, previous, cause });
  return object;
}

function findCharge(world: World, id: string): ChargeRecord {
  const charge = world.store.charges.get(id);
  if (charge === undefined) throw noSuch("charge", id);
  return charge;
}

export function capturedOf({ amount, amountReleased = 0 }: ChargeRecord): number {
  return amount - amountReleased;
}

export function chargeView(charge: ChargeRecord) {
  const { amount, amountRefunded, created, currency } = charge;
  return {
    ...ABSENT,
    id: charge.id,
    object: "charge",
    amount,
    amount_captured: capturedOf(charge),
    amount_refunded: amountRefunded,
    balance_transaction: charge.balanceTransaction,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    captured: true,
    created,
    currency,
    description: charge.description,
    disputed: charge.isDisputed,
    fraud_details: {},
    livemode: false,
    metadata: charge.metadata,
    paid: true,
    refunded: amountRefunded === amount,
    status: "succeeded",
    transfer_group: charge.transferGroup,
  };
}

/** What a charge made here never has; Stripe sends these keys all the same. */
const ABSENT = {
  ...{ application: null, application_fee: null, application_fee_amount: null },
  ...{ calculated_statement_descriptor: null, customer: null, failure_balance_transaction: null },
  ...{ failure_code: null, failure_message: null, on_behalf_of: null, outcome: null },
  ...{ payment_intent: null, payment_method: null, payment_method_details: null },
  ...{ receipt_email: null, receipt_number: null, receipt_url: null, review: null },
  ...{ shipping: null, source: null, source_transfer: null, statement_descriptor: null },
  ...{ statement_descriptor_suffix: null, transfer_data: null },
} as const;
