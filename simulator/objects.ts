import type { DeliveryRecord, EndpointRecord, EventRecord } from "./webhook-records";

/** What the simulator remembers, one type per kind of thing. All of it is plain JSON. */

export type Metadata = Readonly<Record<string, string>>;

/** `platform`, or the id of a connected account. */
export type Owner = string;

export const CAPABILITY_STATUSES = ["active", "pending", "restricted", "rejected"] as const;
export type CapabilityStatus = (typeof CAPABILITY_STATUSES)[number];

export type AccountRequirements = {
  readonly currentlyDue: readonly string[];
  readonly pastDue: readonly string[];
  readonly pendingVerification: readonly string[];
  readonly disabledReason: string | null;
  /** Seconds since 1970; what is still due then disables the account. */
  readonly deadline: number | null;
};

/** One connected account. The v1 and the v2 API are two views of it. */
export type AccountRecord = {
  readonly id: string;
  readonly created: number;
  readonly madeWith: "v1" | "v2";
  readonly type: "express" | "standard" | "custom" | "none";
  readonly dashboard: "express" | "full" | "none";
  readonly feesPayer: "application" | "account" | "application_express" | "application_custom";
  readonly lossesPayer: "application" | "stripe";
  readonly requirementCollector: "stripe" | "application";
  readonly email: string | null;
  readonly displayName: string | null;
  readonly country: string;
  readonly entityType: string | null;
  readonly capabilities: Readonly<Record<string, CapabilityStatus>>;
  readonly detailsSubmitted: boolean;
  readonly payoutsEnabled: boolean;
  readonly requirements: AccountRequirements;
  readonly metadata: Metadata;
  readonly status: "open" | "deauthorized" | "deleted";
};

export type LinkRecord = {
  readonly id: string;
  readonly account: string;
  readonly purpose: "onboarding" | "dashboard";
  readonly refreshUrl: string;
  readonly returnUrl: string;
  readonly expiresAt: number;
  /** Seconds since 1970; opening a link uses it up, and the person then has an hour to finish. */
  readonly openedAt: number | null;
  readonly isFinished: boolean;
  readonly madeWith: "v1" | "v2";
};

export type TransferRecord = {
  readonly id: string;
  readonly amount: number;
  readonly amountReversed: number;
  readonly balanceTransaction: string;
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly destination: string;
  readonly destinationPayment: string;
  readonly metadata: Metadata;
  readonly reversals: readonly string[];
  readonly sourceTransaction: string | null;
  readonly transferGroup: string | null;
};

export type ReversalRecord = {
  readonly id: string;
  readonly transfer: string;
  readonly amount: number;
  readonly balanceTransaction: string;
  readonly created: number;
  readonly currency: string;
  readonly destinationPaymentRefund: string;
  readonly metadata: Metadata;
};

export type BalanceTransactionRecord = {
  readonly id: string;
  readonly owner: Owner;
  readonly type: string;
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly created: number;
  readonly availableOn: number;
  readonly isSettled: boolean;
  readonly source: string | null;
  readonly description: string | null;
};

export type TopupRecord = {
  readonly id: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly balanceTransaction: string;
  readonly transferGroup: string | null;
  readonly statementDescriptor: string | null;
};

export type PayoutRecord = {
  readonly id: string;
  readonly owner: Owner;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  readonly arrivalDate: number;
  readonly description: string | null;
  readonly destination: string;
  readonly metadata: Metadata;
  readonly method: "standard" | "instant";
  readonly statementDescriptor: string | null;
  readonly balanceTransaction: string;
  readonly failureBalanceTransaction: string | null;
  readonly failureCode: string | null;
  readonly status: "pending" | "paid" | "failed" | "canceled";
};

export type ChargeRecord = {
  readonly id: string;
  readonly amount: number;
  /** Authorized and not captured. Absent when all of it was. */
  readonly amountReleased?: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly created: number;
  readonly balanceTransaction: string;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly isDisputed: boolean;
  readonly transferGroup: string | null;
  /** The part of it already sent on by transfers that name it as their source. */
  readonly amountTransferred: number;
};

export type RefundRecord = {
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  readonly currency: string;
  readonly created: number;
  /** None where an authorization was released, as no money moved. */
  readonly balanceTransaction: string | null;
  readonly metadata: Metadata;
  readonly reason: string | null;
  readonly status: RefundStatus;
};

export const REFUND_STATUSES = ["pending", "succeeded", "failed"] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

export type DisputeRecord = {
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly created: number;
  readonly balanceTransactions: readonly string[];
  readonly metadata: Metadata;
  readonly reason: string;
  readonly status: "needs_response" | "won" | "lost";
};

export type JournalLine = {
  readonly ledger: string;
  readonly currency: string;
  readonly amount: number;
};

export type JournalEntry = {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly reference: string;
  readonly lines: readonly JournalLine[];
};

export type IdempotencyRecord = {
  readonly id: string;
  readonly fingerprint: string;
  readonly expiresAt: number;
  readonly requestId: string;
  /** Absent while the first request with this key is still running. */
  readonly outcome: { readonly status: number; readonly body: string } | undefined;
};

export type SettingRecord = { readonly id: string; readonly value: unknown };

export type { DeliveryRecord, EndpointRecord, EventRecord };
