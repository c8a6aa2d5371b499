/** `requested`: the call is under way. `unknown`: nobody can say yet whether Stripe made it. */
export const REVERSAL_STATES = ["requested", "made", "refused", "unknown"] as const;
export type ReversalState = (typeof REVERSAL_STATES)[number];

export const REVERSAL_REASON_MAX = 500;

/** Why Stripe took nothing back, by its code or one of ours, and what to do about it. */
export function reversalFailureWords(code: string): string {
  return FAILURES[code] ?? `Stripe refused the reversal (${code}). Nothing was taken back.`;
}

const FAILURES: Readonly<Record<string, string>> = {
  balance_insufficient:
    "The developer’s Stripe account does not hold enough to cover it. Nothing was taken back: take back less, try later, or debit the developer with an adjustment.",
  not_found_at_stripe:
    "Stripe gave no usable answer, and a look-up proved that nothing was taken back.",
  rate_limited: "Stripe is busy. Nothing was taken back: try again in a moment.",
  resource_missing: "Stripe does not know the transfer. Nothing was taken back.",
  authentication_failed: "Stripe refused Remit’s API key. Nothing was taken back.",
  permission_denied:
    "Remit’s Stripe key may not reverse transfers. Give it write access to transfers. Nothing was taken back.",
};
