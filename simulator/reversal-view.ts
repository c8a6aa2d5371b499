import type { ReversalRecord } from "./objects";

export function reversalView(reversal: ReversalRecord) {
  return {
    id: reversal.id,
    object: "transfer_reversal",
    amount: reversal.amount,
    balance_transaction: reversal.balanceTransaction,
    created: reversal.created,
    currency: reversal.currency,
    destination_payment_refund: reversal.destinationPaymentRefund,
    metadata: reversal.metadata,
    source_refund: null,
    transfer: reversal.transfer,
  };
}
