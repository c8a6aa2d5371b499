/**
 * The methods of the `stripe` package that the simulator answers, by resource file.
 * Their shapes are taken from the package; nothing else of Stripe's API is described.
 */
export const WANTED_METHODS: Readonly<Record<string, readonly string[]>> = {
  Accounts: [
    ...["create", "retrieve", "update", "list", "del", "createLoginLink", "retrieveCurrent"],
  ],
  AccountLinks: ["create"],
  Transfers: [
    ...["create", "retrieve", "update", "list"],
    ...["createReversal", "listReversals", "retrieveReversal", "updateReversal"],
  ],
  Balance: ["retrieve"],
  BalanceTransactions: ["list", "retrieve"],
  Payouts: ["create", "retrieve", "list"],
  Topups: ["create", "retrieve", "list"],
  Events: ["retrieve", "list"],
  WebhookEndpoints: ["create", "retrieve", "update", "list", "del"],
  Charges: ["retrieve", "update", "list"],
  Refunds: ["create", "retrieve", "list"],
  Disputes: ["retrieve", "list"],
  "V2/Core/Accounts": ["create", "retrieve", "update", "list"],
  "V2/Core/AccountLinks": ["create"],
  "V2/Core/Events": ["retrieve", "list"],
};

/** Resources described whole. Others that an answer could contain are reduced to id and object. */
export const WHOLE_RESOURCES: ReadonlySet<string> = new Set([
  ...["Account", "AccountLink", "BankAccount", "Balance", "BalanceTransaction", "Capability"],
  ...[
    "Charge",
    "DeletedAccount",
    "DeletedWebhookEndpoint",
    "Dispute",
    "EventBase",
    "ExternalAccount",
  ],
  ...["LoginLink", "Payout", "Refund", "Topup", "Transfer", "TransferReversal", "WebhookEndpoint"],
]);

/** Events described with their data; every other type is only known to be an event. */
export const TYPED_EVENTS: ReadonlySet<string> = new Set([
  ...["account.updated", "account.application.deauthorized", "capability.updated"],
  ...["transfer.created", "transfer.updated", "transfer.reversed"],
  ...["payout.created", "payout.paid", "payout.failed", "balance.available"],
  ...["charge.succeeded", "charge.updated", "charge.refunded", "refund.created"],
  ...["refund.updated", "refund.failed"],
  ...["charge.dispute.created", "charge.dispute.closed"],
  ...["charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated"],
  ...["topup.created", "topup.succeeded"],
  ...["v2.core.account.created", "v2.core.account.updated", "v2.core.account.closed"],
  "v2.core.account[requirements].updated",
  "v2.core.account[configuration.recipient].updated",
  "v2.core.account[configuration.recipient].capability_status_updated",
  "v2.core.account_link.returned",
]);
