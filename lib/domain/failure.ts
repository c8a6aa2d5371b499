/** Why a payout or a reversal failed, for whoever reads it, and what to do about it. */
export type FailureWords = { readonly reason: string; readonly remedy: string };

/**
 * Keyed by Stripe's error code, or by Remit's own codes for what a look-up showed.
 *
 * Matched by code and never by message, which Stripe rewords.
 */
const FAILURES: Readonly<Record<string, FailureWords>> = {
  balance_insufficient: {
    reason: "The marketplace’s Stripe balance did not cover this payout.",
    remedy: "Top up the Stripe balance, then retry.",
  },
  insufficient_capabilities_for_transfer: {
    reason: "Stripe does not let the account receive transfers at the moment.",
    remedy: "The developer completes what Stripe asks for under Payout account, then retry.",
  },
  transfers_not_allowed: {
    reason: "Stripe does not let the account receive transfers at the moment.",
    remedy: "The developer completes what Stripe asks for under Payout account, then retry.",
  },
  account_closed: {
    reason: "The Stripe account that it was to go to is closed.",
    remedy: "The developer connects a new Stripe account, then retry.",
  },
  account_invalid: {
    reason: "The marketplace no longer has access to the Stripe account that it was to go to.",
    remedy: "The developer connects Stripe again, then retry.",
  },
  resource_missing: {
    reason: "Stripe does not know the account that it was to go to.",
    remedy: "Check that Remit uses the Stripe key of the right marketplace and mode, then retry.",
  },
  destination_changed: {
    reason: "The Stripe account changed after this payout was approved.",
    remedy: "Check the new account with the developer, then cancel and prepare the payout again.",
  },
  destination_not_ready: {
    reason: "The Stripe account stopped taking transfers after the approval.",
    remedy: "The developer completes what Stripe asks for under Payout account, then retry.",
  },
  not_found_at_stripe: {
    reason: "Stripe gave no usable answer, and a look-up proved that no transfer was made.",
    remedy: "Retry: nothing was sent.",
  },
  authentication_failed: {
    reason: "Stripe refused Remit’s API key.",
    remedy: "Check STRIPE_SECRET_KEY, then retry.",
  },
  permission_denied: {
    reason: "Remit’s Stripe key may not create transfers.",
    remedy: "Give the restricted key write access to transfers, then retry.",
  },
  idempotency_mismatch: {
    reason: "Stripe saw this payout’s key with other contents, so it refused to act on it.",
    remedy: "Run `remit reconcile` to see what Stripe has before you retry.",
  },
};

export function failureWords(code: string): FailureWords {
  return (
    FAILURES[code] ?? {
      reason: `Stripe refused the transfer (${code}).`,
      remedy: "Look the code up in Stripe’s documentation, mend the cause, then retry.",
    }
  );
}
