import type { FailureWords } from "./failure";

/** `requested`: the call is under way. `unknown`: nobody can say yet whether Stripe made it. */
export const REVERSAL_STATES = ["requested", "made", "refused", "unknown"] as const;
export type ReversalState = (typeof REVERSAL_STATES)[number];

export const REVERSAL_REASON_MAX = 500;

/** Why Stripe took nothing back, by its code or one of ours, and what to do about it. */
export function reversalFailureWords(code: string): FailureWords {
  return (
    FAILURES[code] ?? {
      reason: `Stripe refused the reversal (${code}). Nothing was taken back.`,
      remedy:
        "Look the code up in Stripe’s documentation, mend the cause, then take it back again.",
    }
  );
}

const FAILURES: Readonly<Record<string, FailureWords>> = {
  balance_insufficient: {
    reason:
      "The developer’s Stripe account does not hold enough to cover it. Nothing was taken back.",
    remedy: "Take back less, try later, or debit the developer with an adjustment.",
  },
  not_found_at_stripe: {
    reason: "Stripe gave no usable answer, and a look-up proved that nothing was taken back.",
    remedy: "Take it back again.",
  },
  rate_limited: {
    reason: "Stripe is busy. Nothing was taken back.",
    remedy: "Take it back again in a moment.",
  },
  resource_missing: {
    reason: "Stripe does not know the transfer. Nothing was taken back.",
    remedy:
      "Check that Remit uses the Stripe key of the right marketplace and mode, then take it back again.",
  },
  authentication_failed: {
    reason: "Stripe refused Remit’s API key. Nothing was taken back.",
    remedy: "Check STRIPE_SECRET_KEY, then take it back again.",
  },
  permission_denied: {
    reason: "Remit’s Stripe key may not reverse transfers. Nothing was taken back.",
    remedy: "Give the restricted key write access to transfers, then take it back again.",
  },
};
