import type { SkipReason } from "../eligibility";
import { formatMoney, type Money } from "../money";
import { nextPeriod, type Period } from "../period";
import { periodName } from "./period-words";
import type { Turn } from "./turn-words";

export type SkipWords = {
  /** What happened and why, to the developer. */
  readonly sentence: string;
  /** What would change it. */
  readonly remedy: string;
  readonly turn: Turn;
};

export type SkipFacts = {
  readonly reason: SkipReason;
  readonly amount: Money;
  readonly minimum: Money;
  readonly period: Period;
};

/** Why a developer was not paid for a month, to themselves, and what would change it. */
export function skipWords({ reason, amount, minimum, period }: SkipFacts): SkipWords {
  const balance = formatMoney(amount);
  const unpaid = `You were not paid for ${monthOf(period)}:`;
  const carried = `It is carried to ${monthOf(nextPeriod(period))}.`;
  switch (reason) {
    case "below_minimum":
      return {
        sentence: `${unpaid} your balance of ${balance} is below the ${formatMoney(minimum)} minimum. ${carried}`,
        remedy: "Nothing to do: it is paid with the month that brings you above the minimum.",
        turn: "nobody",
      };
    case "on_hold":
      return {
        sentence: `${unpaid} the marketplace had put your payouts on hold. Your balance of ${balance} stays yours and is carried to ${monthOf(nextPeriod(period))}.`,
        remedy: "Ask the marketplace why, and what it needs to lift the hold.",
        turn: "marketplace",
      };
    case "not_onboarded":
      return {
        sentence: `${unpaid} you had not connected a Stripe account, so there was nowhere to send your ${balance}. ${carried}`,
        remedy: "Set up your payout account. The next run pays what has added up.",
        turn: "developer",
      };
    case "onboarding_incomplete":
      return {
        sentence: `${unpaid} Stripe still needed something from you before it takes transfers. Your balance of ${balance} is carried to ${monthOf(nextPeriod(period))}.`,
        remedy: "Finish what Stripe asks for under Payout account.",
        turn: "developer",
      };
    case "under_review":
      return {
        sentence: `${unpaid} Stripe was still checking your details. Your balance of ${balance} is carried to ${monthOf(nextPeriod(period))}.`,
        remedy: "Nothing to do: the next run pays you once Stripe is done.",
        turn: "stripe",
      };
    case "rejected_by_stripe":
      return {
        sentence: `${unpaid} Stripe did not accept your account. Your balance of ${balance} is carried to ${monthOf(nextPeriod(period))}.`,
        remedy: "Contact the marketplace to agree on another way.",
        turn: "developer",
      };
    case "owes_marketplace":
      return {
        sentence: `${unpaid} refunds took back more than you earned, so your balance is ${balance}. ${carried}`,
        remedy: "Nothing to do: later sales make up for it first.",
        turn: "nobody",
      };
    case "owes_elsewhere":
      return {
        sentence: `${unpaid} this payout would have been ${balance}, but another of your plugins owes more than that leaves. ${carried}`,
        remedy: "Nothing to do: your plugins are settled together in the next full run.",
        turn: "nobody",
      };
  }
}

/** The same reasons in a word or two, for the tables of admins. */
export const SKIP_LABELS: Readonly<Record<SkipReason, string>> = {
  on_hold: "On hold",
  not_onboarded: "No Stripe account",
  onboarding_incomplete: "Onboarding not finished",
  under_review: "Under review at Stripe",
  rejected_by_stripe: "Rejected by Stripe",
  owes_marketplace: "Negative balance",
  owes_elsewhere: "Owed by another plugin",
  below_minimum: "Below the minimum",
};

/** `March`, for sentences about the recent past. */
function monthOf(period: Period): string {
  return periodName(period).replace(/ \d{4}$/, "");
}
