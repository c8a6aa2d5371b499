import { requirementWords } from "../connect";
import type { SkipReason } from "../eligibility";
import { formatMoney, type Money } from "../money";
import { type Day, nextPeriod, type Period } from "../period";
import { unreachable } from "../result";
import { dayName, periodName } from "./period-words";
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
  /** When the holding days end. */
  readonly payableFrom?: Day | undefined;
  /** What Stripe asked for, in its own ids. */
  readonly requirementsDue?: readonly string[];
};

/** Why a developer was not paid for a month, to themselves, and what would change it. */
export function skipWords(skip: SkipFacts): SkipWords {
  const { reason, period } = skip;
  const balance = formatMoney(skip.amount);
  const minimum = formatMoney(skip.minimum);
  const unpaid = `You were not paid for ${monthOf(period)}:`;
  const next = monthOf(nextPeriod(period));
  const carried = `It is carried to ${next}.`;
  const kept = `Your balance of ${balance} is carried to ${next}.`;
  switch (reason) {
    case "below_minimum":
      return {
        sentence: `${unpaid} your balance of ${balance} is below the ${minimum} minimum. ${carried}`,
        remedy: "Nothing to do: it is paid with the month that brings you above the minimum.",
        turn: "nobody",
      };
    case "holding_days":
      return {
        sentence: `${unpaid} the marketplace holds what a month earned for some days after its end, and yours had not passed. ${kept}`,
        remedy: `Nothing to do: it can be paid ${fromDay(skip.payableFrom)}.`,
        turn: "nobody",
      };
    case "on_hold":
      return {
        sentence: `${unpaid} the marketplace had put your payouts on hold. Your balance of ${balance} stays yours and is carried to ${next}.`,
        remedy: "Ask the marketplace why, and what it needs to lift the hold.",
        turn: "marketplace",
      };
    case "owes_marketplace":
      return {
        sentence: `${unpaid} more was taken back than you earned, so your balance is ${balance}. ${carried}`,
        remedy:
          "Nothing to do: later sales make up for it first. What was taken back is listed under Payouts.",
        turn: "nobody",
      };
    case "owes_elsewhere":
      return {
        sentence: `${unpaid} this payout would have been ${balance}, but another of your plugins owes more than that leaves. ${carried}`,
        remedy: "Nothing to do: your plugins are settled together in the next full run.",
        turn: "nobody",
      };
    case "not_onboarded":
      return {
        sentence: `${unpaid} you had not connected a Stripe account, so there was nowhere to send your ${balance}. ${carried}`,
        remedy: "Set up your payout account. The next run pays what has added up.",
        turn: "developer",
      };
    case "onboarding_incomplete":
    case "under_review":
    case "restricted_by_stripe":
    case "rejected_by_stripe":
      return stripeWords({ ...skip, reason }, unpaid, kept);
    default:
      return unreachable(reason);
  }
}

/** Stripe’s reasons: whether something is missing says whose turn it is. */
function stripeWords(
  { reason, requirementsDue = [] }: SkipFacts & { readonly reason: StripeReason },
  unpaid: string,
  kept: string,
): SkipWords {
  const missing = missingWords(requirementsDue);
  switch (reason) {
    case "onboarding_incomplete":
      return {
        sentence: `${unpaid} Stripe still needed ${missing ?? "something"} from you before it takes transfers. ${kept}`,
        remedy: "Finish what Stripe asks for under Payout account.",
        turn: "developer",
      };
    case "under_review":
      return {
        sentence: `${unpaid} Stripe was still checking your details. ${kept}`,
        remedy: "Nothing to do: the next run pays you once Stripe is done.",
        turn: "stripe",
      };
    case "restricted_by_stripe":
      return missing === undefined
        ? {
            sentence: `${unpaid} Stripe had stopped transfers to your account while it checks it. ${kept}`,
            remedy: "Nothing to do: the next run pays you once Stripe takes transfers again.",
            turn: "stripe",
          }
        : {
            sentence: `${unpaid} Stripe had stopped transfers to your account until it has ${missing}. ${kept}`,
            remedy: "Give Stripe what is missing, under Payout account. The marketplace cannot.",
            turn: "developer",
          };
    case "rejected_by_stripe":
      return {
        sentence: `${unpaid} Stripe did not accept your account. ${kept}`,
        remedy: "Contact the marketplace to agree on another way.",
        turn: "developer",
      };
    default:
      return unreachable(reason);
  }
}

type StripeReason = Extract<
  SkipReason,
  "onboarding_incomplete" | "under_review" | "restricted_by_stripe" | "rejected_by_stripe"
>;

/** `a photo of an identity document and your address`; absent when nothing is missing. */
export function missingWords(requirementsDue: readonly string[]): string | undefined {
  const words = requirementWords(requirementsDue);
  if (words.length === 0) return undefined;
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
}

/** `from 15 Apr 2026 on` */
export function fromDay(day: Day | undefined): string {
  return day === undefined ? "once they have" : `from ${dayName(day)} on`;
}

/** The same reasons in a word or two, for the tables of admins. */
export const SKIP_LABELS: Readonly<Record<SkipReason, string>> = {
  on_hold: "On hold",
  not_onboarded: "No Stripe account",
  onboarding_incomplete: "Onboarding not finished",
  under_review: "Under review at Stripe",
  restricted_by_stripe: "Held by Stripe",
  rejected_by_stripe: "Rejected by Stripe",
  owes_marketplace: "Negative balance",
  owes_elsewhere: "Owed by another plugin",
  below_minimum: "Below the minimum",
  holding_days: "In its holding days",
};

/** `March`, for sentences about the recent past. */
function monthOf(period: Period): string {
  return periodName(period).replace(/ \d{4}$/, "");
}
