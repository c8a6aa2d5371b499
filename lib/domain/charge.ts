import type { EventKind } from "./event";

/** A customer's payment at Stripe, as it was read there. Amounts in minor units of `currency`. */
export type ChargeFacts = {
  readonly id: string;
  /** What was really taken from the customer. */
  readonly amount: bigint;
  /** What the bank had put aside for it: more, where only a part was captured. */
  readonly amountAuthorized: bigint;
  readonly currency: string;
  readonly createdAt: Date;
  /** An authorisation that was not captured, or a payment that failed, is not a sale yet. */
  readonly isPaid: boolean;
  readonly metadata: Readonly<Record<string, string>>;
};

export type RefundFacts = {
  readonly id: string;
  readonly chargeId: string | undefined;
  readonly amount: bigint;
  readonly currency: string;
  readonly status: string | undefined;
  readonly createdAt: Date;
};

export type DisputeFacts = {
  readonly id: string;
  readonly chargeId: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly status: string;
  readonly createdAt: Date;
  /** Whether the bank took the money: an inquiry, or a dispute that was prevented, takes none. */
  readonly isWithdrawn: boolean;
  /** When the bank gave it back. */
  readonly reinstatedAt: Date | undefined;
};

/** A charge as it was read at Stripe, with everything that was taken back of it. */
export type ToldOfCharge = {
  readonly charge: ChargeFacts;
  readonly refunds: readonly RefundFacts[];
  readonly disputes: readonly DisputeFacts[];
};

/** The keys of a charge's metadata that Remit reads. Documented in `docs/stripe-charges.md`. */
export const CHARGE_TAGS = {
  plugin: "remit_plugin_id",
  kind: "remit_kind",
  buyer: "remit_buyer_ref",
} as const;

/** What one of Stripe's objects says happened, before anything of it is checked. */
export type ChargeEvent = {
  readonly externalId: string;
  readonly kind: EventKind | string;
  readonly amount: bigint;
  readonly occurredAt: Date;
  readonly buyerRef?: string;
  readonly correctsId?: string;
};

/** The plugin that a charge was paid for; absent on a charge that is not Remit's business. */
export function pluginTagOf({ metadata }: Pick<ChargeFacts, "metadata">): string | undefined {
  return metadata[CHARGE_TAGS.plugin]?.trim() || undefined;
}

/**
 * The sale that a tagged charge is, and everything that was taken back of it so far, in order.
 *
 * Ids are Stripe's own and dates are those that Stripe keeps for good, so that reading the same
 * charge again always tells the same. A refund counts once it has succeeded, a dispute once the
 * bank took the money, and a won one once it gave it back; neither does in another currency.
 */
export function eventsOfCharge(
  charge: ChargeFacts,
  refunds: readonly RefundFacts[],
  disputes: readonly DisputeFacts[],
): readonly ChargeEvent[] {
  const isInCurrency = ({ currency }: RefundFacts | DisputeFacts) => currency === charge.currency;
  const corrections = [
    ...withoutRelease(charge, refunds.filter(isInCurrency))
      .filter(isRefunded)
      .map(
        (refund): ChargeEvent => ({
          ...{ externalId: refund.id, kind: "refund", amount: refund.amount },
          ...{ occurredAt: refund.createdAt, correctsId: charge.id },
        }),
      ),
    ...disputes.filter(isInCurrency).flatMap((dispute) => eventsOfDispute(dispute, charge)),
  ];
  return [saleOf(charge), ...corrections.sort(byTime)];
}

/**
 * The refunds that a customer asked for. Where less than authorized was captured, Stripe shows what
 * it released as a refund of its own, made by the capture: before that, nothing can be refunded.
 * So it is of exactly that amount and no other refund is older; if none is, none is left out.
 */
function withoutRelease(
  { amount, amountAuthorized }: ChargeFacts,
  refunds: readonly RefundFacts[],
): readonly RefundFacts[] {
  const first = Math.min(...refunds.map(({ createdAt }) => createdAt.getTime()));
  const [release] = refunds
    .filter((refund) => refund.amount === amountAuthorized - amount)
    .filter(({ createdAt }) => createdAt.getTime() === first)
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  return refunds.filter((refund) => refund !== release);
}

/** Money that was taken back, or given back in a won dispute, under the id it is recorded by. */
export type MovedBack = {
  readonly id: string;
  readonly isGivenBack: boolean;
  readonly at: Date;
  readonly amount: bigint;
  readonly currency: string;
};

/**
 * What was taken or given back in another currency than was paid, as a bank may do in a dispute.
 * What it comes to in the sale's currency is for a person to find out.
 */
export function inOtherCurrency({ charge, refunds, disputes }: ToldOfCharge): readonly MovedBack[] {
  const taken = [
    ...refunds.filter(isRefunded),
    ...disputes.filter(({ isWithdrawn }) => isWithdrawn),
  ].map(({ id, amount, currency, createdAt }) => ({
    ...{ id, amount, currency, at: createdAt, isGivenBack: false },
  }));
  const given = disputes.flatMap((dispute) => {
    const { id, amount, currency, isWithdrawn, reinstatedAt: at } = dispute;
    if (!isWithdrawn || !isWon(dispute) || !at) return [];
    return [{ id: wonIdOf(id), amount, currency, at, isGivenBack: true }];
  });
  return [...taken, ...given].filter(({ currency }) => currency !== charge.currency);
}

/** The external id of the event that gives a disputed amount back. */
export function wonIdOf(disputeId: string): string {
  return `${disputeId}:won`;
}

export function isRefunded({ status }: RefundFacts): boolean {
  return status === "succeeded";
}

export function isWon({ status, reinstatedAt }: DisputeFacts): boolean {
  return status === "won" && reinstatedAt !== undefined;
}

function saleOf(charge: ChargeFacts): ChargeEvent {
  const buyer = charge.metadata[CHARGE_TAGS.buyer]?.trim();
  return {
    externalId: charge.id,
    kind: charge.metadata[CHARGE_TAGS.kind]?.trim() || "install",
    amount: charge.amount,
    occurredAt: charge.createdAt,
    ...(buyer ? { buyerRef: buyer } : {}),
  };
}

function eventsOfDispute(dispute: DisputeFacts, charge: ChargeFacts): readonly ChargeEvent[] {
  if (!dispute.isWithdrawn) return [];
  const { id, amount, createdAt, reinstatedAt } = dispute;
  const shared = { amount, correctsId: charge.id };
  const opened = { ...shared, externalId: id, kind: "dispute", occurredAt: createdAt };
  if (!isWon(dispute) || !reinstatedAt) return [opened];
  const won = { ...shared, externalId: wonIdOf(id), kind: "dispute_won", occurredAt: reinstatedAt };
  return [opened, won];
}

/** Of two in one second the one with the smaller id goes first: any order, but always the same. */
function byTime(left: ChargeEvent, right: ChargeEvent): number {
  const apart = left.occurredAt.getTime() - right.occurredAt.getTime();
  if (apart !== 0) return apart;
  // Stryker disable next-line EqualityOperator: no two of Stripe's objects have one id
  return left.externalId < right.externalId ? -1 : 1;
}
