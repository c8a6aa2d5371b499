import type { AdjustmentReason } from "./adjustment";
import type { Currency } from "./currency";
import type { Day, Period } from "./period";

/** What one currency's books say about a month, for one developer. Minor units. */
export type StatementFacts = {
  readonly currency: Currency;
  /** Everything earned before the month. */
  readonly earnedBefore: bigint;
  /** Everything transferred before the month. */
  readonly paidBefore: bigint;
  /** The developer's share of the month's sales and renewals. */
  readonly sales: bigint;
  /** What refunds and disputes of the month took back of the developer's share (≤ 0). */
  readonly corrections: bigint;
  /** What admins credited or debited within the month. */
  readonly adjustments: readonly StatementAdjustment[];
  /** Transfers made within the month. */
  readonly payments: readonly StatementPayment[];
  /** Everything taken back before the month. */
  readonly returnedBefore: bigint;
  /** What reversals took back within the month: owed again. */
  readonly returns: readonly StatementReturn[];
};

export type StatementAdjustment = {
  readonly eventId: string;
  readonly amount: bigint;
  readonly day: Day;
  readonly reason: AdjustmentReason;
  readonly note: string;
};

export type StatementReturn = {
  readonly id: string;
  /** The payout whose transfer was reversed. */
  readonly payoutId: string;
  readonly amount: bigint;
  readonly day: Day;
  readonly at: Date;
};

export type StatementPayment = {
  readonly payoutId: string;
  readonly amount: bigint;
  readonly paidAt: Date;
  /** The month that the payout was made for. */
  readonly period: Period;
  /** One sale, paid at once. */
  readonly isOfOneSale: boolean;
};

/** Opening balance + sales + corrections + adjustments − paid + taken back = closing balance. */
export type Statement = {
  readonly currency: Currency;
  readonly opening: bigint;
  readonly sales: bigint;
  readonly corrections: bigint;
  readonly adjustments: readonly StatementAdjustment[];
  readonly earned: bigint;
  readonly payments: readonly StatementPayment[];
  readonly paid: bigint;
  readonly returns: readonly StatementReturn[];
  readonly returned: bigint;
  readonly closing: bigint;
};

/**
 * A developer's month in one currency. Each month's closing balance is the next month's opening
 * balance, because both are the same sums cut at the same day.
 */
export function assembleStatement(facts: StatementFacts): Statement {
  const { currency, sales, corrections, adjustments, payments, returns } = facts;
  const opening = facts.earnedBefore - facts.paidBefore + facts.returnedBefore;
  const adjusted = adjustments.reduce((sum, { amount }) => sum + amount, 0n);
  const earned = sales + corrections + adjusted;
  const paid = payments.reduce((sum, { amount }) => sum + amount, 0n);
  const returned = returns.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    currency,
    opening,
    sales,
    corrections,
    adjustments,
    earned,
    payments,
    paid,
    returns,
    returned,
    closing: opening + earned - paid + returned,
  };
}

/** Payouts as a reader wants them: those of single sales, of which there may be many, as one. */
export type PaymentLine =
  | (StatementPayment & { readonly kind: "payout" })
  | { readonly kind: "sales"; readonly count: number; readonly amount: bigint };

export function paymentLines(payments: readonly StatementPayment[]): readonly PaymentLine[] {
  const sales = payments.filter(({ isOfOneSale }) => isOfOneSale);
  const single = (payment: StatementPayment) => ({ kind: "payout", ...payment }) as const;
  if (sales.length <= SALES_SHOWN_MAX) return payments.map(single);
  const amount = sales.reduce((sum, sale) => sum + sale.amount, 0n);
  return [
    ...payments.filter(({ isOfOneSale }) => !isOfOneSale).map(single),
    { kind: "sales", count: sales.length, amount },
  ];
}

const SALES_SHOWN_MAX = 3;

/** Nothing moved, and nothing was or is owed. */
export function isBlank(statement: Statement): boolean {
  const { opening, sales, corrections, adjustments, payments, returns } = statement;
  const nothingMoved = adjustments.length + payments.length + returns.length === 0;
  return opening === 0n && sales === 0n && corrections === 0n && nothingMoved;
}
