import type { SkipReason } from "../eligibility";
import { formatMoney, type Money } from "../money";
import { unreachable } from "../result";

/** Why a run leaves somebody out, and what would change it, to the finance desk. */
export function skipAdminWords(skip: {
  readonly reason: SkipReason;
  readonly minimum: Money;
}): string {
  switch (skip.reason) {
    case "on_hold":
      return "Their payouts are on hold. Lift the hold, then prepare again.";
    case "not_onboarded":
      return "They have not connected a Stripe account. It is their turn.";
    case "onboarding_incomplete":
      return "Stripe still needs details from them. It is their turn.";
    case "under_review":
      return "Stripe is checking their details. The next run pays them once it is done.";
    case "rejected_by_stripe":
      return "Stripe does not accept their account. Agree with them on another way.";
    case "owes_marketplace":
      return "Refunds took back more than they earned. Later sales make up for it first.";
    case "owes_elsewhere":
      return "Another of their plugins owes more than this leaves. A run for everybody settles both.";
    case "below_minimum":
      return `Below the minimum of ${formatMoney(skip.minimum)}. It is carried over until it is reached.`;
    default:
      return unreachable(skip.reason);
  }
}
