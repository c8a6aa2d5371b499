import { balanceTransactionView, recordBalanceTransaction } from "./balance-transactions";
import { capturedOf, chargeView } from "./charges";
import { invalidRequest, noSuch } from "./errors";
import { emitSnapshot } from "./events";
import { ledgerOf, OUTSIDE, PLATFORM } from "./journal";
import { listPage } from "./lists";
import type { ChargeRecord, DisputeRecord } from "./objects";
import { readText } from "./parameters";
import { type Call, pathId, type Route } from "./route";
import type { World } from "./world";

const RESPONSE_SECONDS = 7 * 86_400;

export const disputeRoutes: readonly Route[] = [
  { method: "GET", path: "/v1/disputes", handle: listDisputes },
  { method: "GET", path: "/v1/disputes/{id}", handle: retrieveDispute },
];

/** A customer disputes a payment: the platform is debited at once, with a fee on top. */
export function openDispute(
  world: World,
  charge: ChargeRecord,
  wanted: {
    readonly amount: number | undefined;
    /** Another than the charge's where the bank disputes in that of its customer. */
    readonly currency: string | undefined;
    readonly fee: number;
    readonly reason: string;
  },
): DisputeRecord {
  if (charge.isDisputed) throw invalidRequest(`Charge ${charge.id} is disputed already.`);
  const amount = wanted.amount ?? capturedOf(charge);
  if (amount > capturedOf(charge)) {
    throw invalidRequest("A dispute cannot be about more than its charge.", undefined, "amount");
  }
  const disputed = world.store.charges.put({ ...charge, isDisputed: true });
  const id = world.ids.mint("du");
  const currency = wanted.currency ?? charge.currency;
  const withdrawal = moveDisputed(world, id, currency, { amount: -amount, fee: wanted.fee });
  const dispute = world.store.disputes.put({
    id,
    charge: charge.id,
    amount,
    fee: wanted.fee,
    currency,
    created: world.clock.nowSeconds(),
    balanceTransactions: [withdrawal],
    metadata: {},
    reason: wanted.reason,
    status: "needs_response",
  });
  const object = disputeView(world, dispute);
  emitSnapshot(world, { type: "charge.updated", object: chargeView(disputed), cause: null });
  emitSnapshot(world, { type: "charge.dispute.created", object, cause: null });
  emitSnapshot(world, { type: "charge.dispute.funds_withdrawn", object, cause: null });
  return dispute;
}

/** The bank decides. A dispute that is won brings the amount back, though never the fee. */
export function closeDispute(
  world: World,
  dispute: DisputeRecord,
  outcome: "won" | "lost",
): DisputeRecord {
  if (dispute.status !== "needs_response") {
    throw invalidRequest(`Dispute ${dispute.id} is closed already: ${dispute.status}.`);
  }
  const { id, currency, amount } = dispute;
  const back = outcome === "won" ? [moveDisputed(world, id, currency, { amount, fee: 0 })] : [];
  const closed = world.store.disputes.put({
    ...dispute,
    status: outcome,
    balanceTransactions: [...dispute.balanceTransactions, ...back],
  });
  const object = disputeView(world, closed);
  if (outcome === "won") {
    emitSnapshot(world, { type: "charge.dispute.funds_reinstated", object, cause: null });
  }
  emitSnapshot(world, { type: "charge.dispute.closed", object, cause: null });
  return closed;
}

function moveDisputed(
  world: World,
  dispute: string,
  currency: string,
  { amount, fee }: { readonly amount: number; readonly fee: number },
): string {
  const net = amount - fee;
  world.journal.move({
    kind: "dispute",
    reference: dispute,
    currency,
    amounts: { [ledgerOf(PLATFORM, "available")]: net, [OUTSIDE]: -net },
  });
  const id = world.ids.mint("txn");
  recordBalanceTransaction(world, {
    ...{ id, owner: PLATFORM, type: "adjustment", amount, fee, currency, source: dispute },
  });
  return id;
}

function listDisputes(world: World, { params }: Call) {
  const charge = readText(params, "charge");
  const items = world.store.disputes
    .newestFirst()
    .filter((dispute) => charge === undefined || dispute.charge === charge);
  const view = (dispute: DisputeRecord) => disputeView(world, dispute);
  return listPage(items, params, { url: "/v1/disputes", kind: "dispute", view });
}

function retrieveDispute(world: World, call: Call) {
  const dispute = world.store.disputes.get(pathId(call));
  if (dispute === undefined) throw noSuch("dispute", pathId(call));
  return disputeView(world, dispute);
}

export function disputeView(world: World, dispute: DisputeRecord) {
  return {
    id: dispute.id,
    object: "dispute",
    amount: dispute.amount,
    balance_transactions: dispute.balanceTransactions.flatMap((id) => {
      const movement = world.store.balanceTransactions.get(id);
      return movement === undefined ? [] : [balanceTransactionView(movement)];
    }),
    charge: dispute.charge,
    created: dispute.created,
    currency: dispute.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: dispute.created + RESPONSE_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: false,
    metadata: dispute.metadata,
    payment_intent: null,
    reason: dispute.reason,
    status: dispute.status,
  };
}

const NO_EVIDENCE = {
  ...{ access_activity_log: null, billing_address: null, cancellation_policy: null },
  ...{ cancellation_policy_disclosure: null, cancellation_rebuttal: null },
  ...{ customer_communication: null, customer_email_address: null, customer_name: null },
  ...{ customer_purchase_ip: null, customer_signature: null },
  ...{ duplicate_charge_documentation: null, duplicate_charge_explanation: null },
  ...{ duplicate_charge_id: null, enhanced_evidence: {}, product_description: null },
  ...{ receipt: null, refund_policy: null, refund_policy_disclosure: null },
  ...{ refund_refusal_explanation: null, service_date: null, service_documentation: null },
  ...{ shipping_address: null, shipping_carrier: null, shipping_date: null },
  ...{ shipping_documentation: null, shipping_tracking_number: null },
  ...{ uncategorized_file: null, uncategorized_text: null },
} as const;
