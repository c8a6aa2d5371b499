import type { ConnectState } from "./connect";

/** Why a developer is not paid in a run. Each is shown with its amount and what would change it. */
export const SKIP_REASONS = [
  "on_hold",
  "not_onboarded",
  "onboarding_incomplete",
  "under_review",
  "restricted_by_stripe",
  "rejected_by_stripe",
  "owes_marketplace",
  "owes_elsewhere",
  "below_minimum",
  "holding_days",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/**
 * Why a sale was not paid at once, and is left for the month's run. Holding days are rules of
 * months, and what another plugin owes is owed by the developer.
 */
export const SALE_SKIP_REASONS = [
  "not_instant",
  "on_hold",
  "owes_marketplace",
  "not_onboarded",
  "onboarding_incomplete",
  "under_review",
  "restricted_by_stripe",
  "rejected_by_stripe",
  "below_minimum",
] as const;
export type SaleSkipReason = (typeof SALE_SKIP_REASONS)[number];

/** One developer's unsettled money in one currency, at the end of the run's period. Minor units. */
export type Payable = {
  /** What this run would pay: the whole balance, or one plugin's part of it. */
  readonly amount: bigint;
  /** The whole unsettled balance in the currency. */
  readonly balance: bigint;
  /**
   * What runs of earlier months may still pay of the other plugins, and more than it gives back of
   * each payout that was not sent, were that canceled. 0 for a whole balance without such a payout.
   */
  readonly reserved: bigint;
  readonly minimum: bigint;
  readonly connect: ConnectState;
  /** Whether Stripe has ever taken transfers to the account. */
  readonly wasReady: boolean;
  readonly onHold: boolean;
  /** Whether the run pays balances below the minimum too. */
  readonly isSweep: boolean;
  /** Whether the holding days of the balance's newest month have not passed. */
  readonly isHeldBack: boolean;
};

/**
 * Decides pay or skip, the reason nearest to a person's decision first and the one that passes by
 * itself last: whoever reads a date is paid on it, as long as nothing else comes between.
 *
 * Paying one plugin alone must not pay out what another plugin owes, so its part has to be
 * covered by the whole balance, less what an earlier month's run may still pay: else one balance
 * covers both. A sweep pays what is below the minimum, and nothing else that
 * would not be paid.
 */
export function skipReason(payable: Payable): SkipReason | undefined {
  if (payable.onHold) return "on_hold";
  if (payable.balance < 0n || payable.amount <= 0n) return "owes_marketplace";
  if (payable.amount > payable.balance - payable.reserved) return "owes_elsewhere";
  const connect = isRestricted(payable) ? "restricted_by_stripe" : CONNECT_REASONS[payable.connect];
  if (connect) return connect;
  if (payable.amount < payable.minimum && !payable.isSweep) return "below_minimum";
  if (payable.isHeldBack) return "holding_days";
  return undefined;
}

/** Stripe took transfers to the account once and does not now: its hold, not an unfinished start. */
function isRestricted({ connect, wasReady }: StripeStanding): boolean {
  return wasReady && (connect === "incomplete" || connect === "under_review");
}

/** Stripe stopped transfers to the account, or refuses it: nothing that an admin can lift. */
export function isHeldByStripe(standing: StripeStanding): boolean {
  return standing.connect === "rejected" || isRestricted(standing);
}

type StripeStanding = Pick<Payable, "connect" | "wasReady">;

const CONNECT_REASONS: Readonly<Record<ConnectState, SkipReason | undefined>> = {
  not_started: "not_onboarded",
  incomplete: "onboarding_incomplete",
  under_review: "under_review",
  rejected: "rejected_by_stripe",
  ready: undefined,
};
