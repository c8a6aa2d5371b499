import type { ConnectState } from "./connect";

/** Why a developer is not paid in a run. Each is shown with its amount and what would change it. */
export const SKIP_REASONS = [
  "on_hold",
  "not_onboarded",
  "onboarding_incomplete",
  "under_review",
  "rejected_by_stripe",
  "owes_marketplace",
  "owes_elsewhere",
  "below_minimum",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** One developer's unsettled money in one currency, at the end of the run's period. Minor units. */
export type Payable = {
  /** What this run would pay: the whole balance, or one plugin's part of it. */
  readonly amount: bigint;
  /** The whole unsettled balance in the currency. */
  readonly balance: bigint;
  readonly minimum: bigint;
  readonly connect: ConnectState;
  readonly onHold: boolean;
};

/**
 * Decides pay or skip, the reason nearest to a person's decision first.
 *
 * Paying one plugin alone must not pay out what another plugin owes, so its part has to be
 * covered by the whole balance.
 */
export function skipReason(payable: Payable): SkipReason | undefined {
  if (payable.onHold) return "on_hold";
  if (payable.balance < 0n || payable.amount <= 0n) return "owes_marketplace";
  if (payable.amount > payable.balance) return "owes_elsewhere";
  const connect = CONNECT_REASONS[payable.connect];
  if (connect) return connect;
  if (payable.amount < payable.minimum) return "below_minimum";
  return undefined;
}

const CONNECT_REASONS: Readonly<Record<ConnectState, SkipReason | undefined>> = {
  not_started: "not_onboarded",
  incomplete: "onboarding_incomplete",
  under_review: "under_review",
  rejected: "rejected_by_stripe",
  ready: undefined,
};
