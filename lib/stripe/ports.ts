import type { ChargeFacts, DisputeFacts, RefundFacts } from "@/lib/domain/charge";
import type { AccountFacts } from "@/lib/domain/connect";
import type { DeveloperId, PayoutId } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import type { Result } from "@/lib/domain/result";

/** The frozen request of one attempt. Stored as JSON before the call; the same bytes each time. */
export type TransferRequest = {
  readonly amount: string;
  readonly currency: string;
  readonly destination: string;
  /** Not sent along with a source: Stripe then makes the group of the charge. */
  readonly transferGroup: string;
  /** The charge whose money is sent on, before it is available to the platform. */
  readonly sourceTransaction?: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export type TransferFacts = {
  readonly id: string;
  readonly amount: Money;
  readonly reversed: bigint;
  readonly destination: string;
  readonly transferGroup: string | undefined;
  readonly sourceTransaction: string | undefined;
  readonly payoutId: PayoutId | undefined;
  /** As it was sent with the transfer: what it was for, should Remit's own record be lost. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly createdAt: Date;
};

/** What in a transfer differs from what was asked for; absent when it is that very transfer. */
export function transferMismatch(
  facts: TransferFacts,
  request: TransferRequest,
): string | undefined {
  if (facts.amount.minor !== BigInt(request.amount)) return "amount";
  if (facts.amount.currency !== request.currency) return "currency";
  if (facts.destination !== request.destination) return "destination";
  if (facts.sourceTransaction !== request.sourceTransaction) return "source";
  const isGrouped = request.sourceTransaction === undefined;
  if (isGrouped && facts.transferGroup !== request.transferGroup) return "transfer group";
  if (facts.payoutId !== request.metadata.payout_id) return "payout id";
  return undefined;
}

/**
 * What a call to create a transfer showed.
 *
 * `refused`: Stripe decided that there is none. `busy`: this call, a single try on the wire, ran
 * into the rate limit and did nothing. `lost`: nobody can say yet whether it was made; `stored`
 * when the same key would only ever show the same error again.
 */
export type TransferAnswer =
  | {
      readonly outcome: "made";
      readonly transfer: TransferFacts;
      readonly requestId: string | undefined;
    }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly detail: string;
      /** Refused before Stripe looked at the key: no proof about an earlier call with this key. */
      readonly isBeforeKey: boolean;
      readonly requestId: string | undefined;
    }
  | { readonly outcome: "busy"; readonly detail: string }
  | {
      readonly outcome: "lost";
      readonly detail: string;
      readonly stored: boolean;
      readonly requestId: string | undefined;
    };

/** The frozen request of one reversal of a transfer, in whole or in part. */
export type ReversalRequest = {
  readonly transferId: string;
  readonly amount: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export type ReversalFacts = {
  readonly id: string;
  readonly transferId: string;
  readonly amount: bigint;
  readonly metadata: Readonly<Record<string, string>>;
};

/** As with a transfer; see `TransferAnswer`. */
export type ReversalAnswer =
  | { readonly outcome: "made"; readonly reversal: ReversalFacts }
  | Exclude<TransferAnswer, { readonly outcome: "made" }>;

/** Everything that moves or reads the platform's money at Stripe. */
export type TransferGateway = {
  /** Sends the frozen request under its key, and validates the answer against it. */
  readonly createTransfer: (
    request: TransferRequest,
    idempotencyKey: string,
  ) => Promise<TransferAnswer>;
  /** Transfers of a group at Stripe; throws when Stripe cannot be asked. */
  readonly findTransfers: (transferGroup: string) => Promise<readonly TransferFacts[]>;
  /** Transfers to an account that sent a charge's money on; throws when Stripe cannot be asked. */
  readonly findTransfersOfCharge: (
    chargeId: string,
    destination: string,
  ) => Promise<readonly TransferFacts[]>;
  /** Takes (a part of) a transfer back, under the key, and validates the answer. */
  readonly createReversal: (
    request: ReversalRequest,
    idempotencyKey: string,
  ) => Promise<ReversalAnswer>;
  /** Everything that was taken back of a transfer; throws when Stripe cannot be asked. */
  readonly listReversals: (transferId: string) => Promise<readonly ReversalFacts[]>;
  readonly fetchTransfer: (transferId: string) => Promise<TransferFacts | undefined>;
  /** Every transfer since, newest first, a page at a time. */
  readonly listTransfers: (since: Date | undefined) => AsyncIterable<TransferFacts>;
  /** Every transfer made after this one, oldest page first; code `resource_missing` when Stripe has no such one. */
  readonly listTransfersAfter: (transferId: string) => AsyncIterable<TransferFacts>;
  readonly fetchAvailableBalance: () => Promise<readonly Money[]>;
};

/** Something taken back of a charge, with the tags of that charge where Stripe sent it along. */
export type WithChargeTags<Facts> = Facts & {
  readonly metadata: ChargeFacts["metadata"] | undefined;
};

/** What the marketplace's customers paid. All of it throws when Stripe cannot be asked. */
export type ChargeGateway = {
  /** Absent when there is none, or it is not ours. */
  readonly fetchCharge: (chargeId: string) => Promise<ChargeFacts | undefined>;
  readonly fetchRefund: (refundId: string) => Promise<RefundFacts | undefined>;
  readonly fetchDispute: (disputeId: string) => Promise<DisputeFacts | undefined>;
  /** Everything taken back of one charge. */
  readonly findRefunds: (chargeId: string) => Promise<readonly RefundFacts[]>;
  readonly findDisputes: (chargeId: string) => Promise<readonly DisputeFacts[]>;
  /** Everything since, newest first, a page at a time. */
  readonly listCharges: (since: Date) => AsyncIterable<ChargeFacts>;
  readonly listRefunds: (since: Date) => AsyncIterable<WithChargeTags<RefundFacts>>;
  readonly listDisputes: (since: Date) => AsyncIterable<WithChargeTags<DisputeFacts>>;
};

export type AccountRequest = {
  readonly developerId: DeveloperId;
  readonly email: string | undefined;
  readonly displayName: string;
  readonly country: string | undefined;
};

/** Connected accounts, through v2 core accounts or v1 controller accounts. */
export type AccountGateway = {
  readonly createAccount: (
    request: AccountRequest,
    idempotencyKey: string,
  ) => Promise<AccountFacts>;
  /** Absent when Stripe says that the account is not ours, or no more. */
  readonly fetchAccount: (accountId: string) => Promise<AccountFacts | undefined>;
  /** An account made for this developer earlier, whose id never reached us. */
  readonly findAccount: (developerId: DeveloperId) => Promise<AccountFacts | undefined>;
  /** A fresh, single-use URL. Never stored, never logged. */
  readonly createOnboardingLink: (
    accountId: string,
    urls: { readonly returnUrl: string; readonly refreshUrl: string },
  ) => Promise<string>;
  /** A fresh link to the developer's Stripe dashboard, once onboarding is through. */
  readonly createDashboardLink: (accountId: string) => Promise<string | undefined>;
};

/**
 * Why a call to Stripe gave no result, in the few kinds that callers can act on.
 *
 * - `unavailable`: no answer, a busy object or trouble at Stripe; the same call may work later.
 * - `gone`: the object is not ours, or no more.
 * - `key_spent`: the idempotency key was used with other contents.
 * - `refused`: anything else; repeating it as it is will not help.
 */
export type GatewayTrouble = "unavailable" | "gone" | "key_spent" | "refused";

/** What the gateways throw when a call gave no result. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";

  constructor(
    readonly trouble: GatewayTrouble,
    /** Stripe's code where it gave one, otherwise one of ours. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What a webhook says happened, and to what. A hint: what it means is read at Stripe. */
export type StripeNotice = {
  readonly id: string;
  readonly type: string;
  /** The connected account it speaks of, if any. */
  readonly account: string | undefined;
  readonly objectId: string | undefined;
  readonly livemode: boolean;
  /** For the record. Without the object itself, which holds personal data that nobody here reads. */
  readonly summary: Readonly<Record<string, string | number | boolean | null>>;
};

export type WebhookProblem =
  | { readonly kind: "not_configured" }
  | { readonly kind: "bad_signature" }
  /** Signed, but too long ago or in the future: somebody may be replaying it. */
  | { readonly kind: "bad_time" }
  | { readonly kind: "not_an_event" };

/** Believes a webhook's body, as it came, only when its signature and its time hold. */
export type WebhookReader = (
  body: Uint8Array,
  signature: string | null,
  now: Date,
) => Result<StripeNotice, WebhookProblem>;
