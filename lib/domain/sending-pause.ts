import type { Currency } from "./currency";
import { type Money, money } from "./money";

/** Sending in one currency waits for money in the marketplace's Stripe balance. Minor units. */
export type SendingPause = {
  readonly id: string;
  readonly currency: Currency;
  readonly pausedAt: Date;
  /** What Stripe last said is available, and when. */
  readonly read: { readonly available: bigint; readonly at: Date } | undefined;
  readonly checkedAt: Date | undefined;
  /** What waits to be sent, and the payout whose turn is next. */
  readonly waiting: { readonly payouts: number; readonly amount: bigint; readonly next: bigint };
};

const MINUTE_MS = 60_000;
/** When Stripe's figure cannot be had or believed, a payout tries its luck this often. */
const TRY_EVERY_MS = 10 * MINUTE_MS;

/** Stripe's code for a transfer that its balance does not cover. */
export const BALANCE_INSUFFICIENT = "balance_insufficient";

/** What has to be added before everything that waits can be sent; absent until Stripe was asked. */
export function missing({ currency, read, waiting }: SendingPause): Money | undefined {
  if (!read) return undefined;
  const short = waiting.amount - read.available;
  // Stryker disable next-line EqualityOperator: of two zeros either
  return money(short > 0n ? short : 0n, currency);
}

/** What a look at Stripe's balance showed for a paused currency. */
export type PauseFinding =
  | { readonly kind: "goes_on"; readonly currency: Currency }
  | { readonly kind: "short"; readonly currency: Currency; readonly missing: Money }
  | { readonly kind: "stripe_unreachable"; readonly currency: Currency };

export const PAUSE_FINDINGS = [
  "goes_on",
  "short",
  "stripe_unreachable",
] as const satisfies readonly PauseFinding["kind"][];

export type PauseCheck = {
  /** Absent when Stripe could not be asked. */
  readonly available: bigint | undefined;
  /** Sending went on a moment ago, by such a figure, and nothing was paid. */
  readonly wasFruitless: boolean;
  /** Somebody wants it tried now. */
  readonly isAsked: boolean;
};

/**
 * Whether sending goes on: when the balance covers the next payout in line, so that each time at
 * least one is paid and no payout is refused over and over.
 *
 * Where Stripe's figure cannot be had, or it covered the payout before and Stripe refused it all
 * the same, a try each ten minutes finds out, unless somebody asks for it now.
 */
export function mayGoOn(
  { waiting, pausedAt }: Pick<SendingPause, "waiting" | "pausedAt">,
  { available, wasFruitless, isAsked }: PauseCheck,
  now: Date,
): boolean {
  if (waiting.payouts === 0) return true;
  const hasWaited = now.getTime() - pausedAt.getTime() >= TRY_EVERY_MS;
  if (available === undefined) return hasWaited;
  if (available < waiting.next) return false;
  return !wasFruitless || isAsked || hasWaited;
}
