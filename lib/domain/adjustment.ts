import { AMOUNT_MAX_MINOR, type Money } from "./money";
import { fail, ok, type Result } from "./result";

/** Why an admin credited or debited a developer. The note says the rest. */
export const ADJUSTMENT_REASONS = [
  "correction",
  "goodwill",
  "bonus",
  "fee",
  "clawback",
  "other",
] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

export const ADJUSTMENT_NOTE_MAX = 500;

export const ADJUSTMENT_WORDS: Readonly<Record<AdjustmentReason, string>> = {
  correction: "Correction of a mistake",
  goodwill: "Goodwill",
  bonus: "Bonus",
  fee: "Fee",
  clawback: "Money taken back for good",
  other: "Other",
};

export type BadAdjustment =
  | { readonly kind: "bad_amount" }
  | { readonly kind: "bad_reason" }
  | { readonly kind: "bad_note" };

/** The whole amount is the developer's, and none of it the platform's. */
export type Adjustment = {
  /** Above zero credits the developer, below zero debits them. */
  readonly amount: Money;
  readonly reason: AdjustmentReason;
  readonly note: string;
};

export function checkAdjustment(wish: {
  readonly amount: Money;
  readonly reason: string;
  readonly note: string;
}): Result<Adjustment, BadAdjustment> {
  const { amount } = wish;
  const isTooLarge = amount.minor > AMOUNT_MAX_MINOR || amount.minor < -AMOUNT_MAX_MINOR;
  if (amount.minor === 0n || isTooLarge) return fail({ kind: "bad_amount" });
  const reason = ADJUSTMENT_REASONS.find((known) => known === wish.reason);
  if (!reason) return fail({ kind: "bad_reason" });
  const note = wish.note.trim().normalize("NFC");
  if (note === "" || note.length > ADJUSTMENT_NOTE_MAX || !note.isWellFormed()) {
    return fail({ kind: "bad_note" });
  }
  return ok({ amount, reason, note });
}

/** `Goodwill: for the outage in March` */
export function adjustmentText({ reason, note }: Pick<Adjustment, "reason" | "note">): string {
  return `${ADJUSTMENT_WORDS[reason]}: ${note}`;
}
