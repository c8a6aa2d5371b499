import type { SkipReason } from "../eligibility";
import { formatMoney, type Money } from "../money";
import { nextPeriod, type Period } from "../period";
import { unreachable } from "../result";
import { periodName } from "./period-words";
import { missingWords, type Remedy, type RemedyFacts, remedyWords } from "./skip-remedies";

export type SkipWords = Remedy & {
  /** What happened and why, to the developer. */
  readonly sentence: string;
};

export type SkipFacts = RemedyFacts & {
  readonly amount: Money;
  readonly minimum: Money;
  readonly period: Period;
};

/** Why a developer was not paid for a month, to themselves, and what would change it. */
export function skipWords(skip: SkipFacts): SkipWords {
  return {
    sentence: `You were not paid for ${monthOf(skip.period)}: ${why(skip)}`,
    ...remedyWords(skip),
  };
}

function why(skip: SkipFacts): string {
  const { reason, period, pluginName } = skip;
  const amount = formatMoney(skip.amount);
  const next = monthOf(nextPeriod(period));
  const carried = `It is carried to ${next}.`;
  const kept = `${capitalized(subject(skip))} is carried to ${next}.`;
  switch (reason) {
    case "below_minimum":
      return `${subject(skip)} is below the ${formatMoney(skip.minimum)} minimum. ${carried}`;
    case "holding_days":
      return `the marketplace holds what a month earned for some days after its end, and yours had not passed. ${kept}`;
    case "on_hold":
      return `the marketplace had put your payouts on hold. ${capitalized(subject(skip))} stays yours and is carried to ${next}.`;
    case "owes_marketplace":
      return `${whatIsOwed(skip)} ${carried}`;
    case "owes_elsewhere":
      return `this payout would have been ${amount}, but ${pluginName === undefined ? "another payout of yours had not been sent, and if it were canceled, less than that would be left" : "another of your plugins owes more than that leaves, or would if a payout that had not been sent were canceled"}. ${carried}`;
    case "not_onboarded":
      return `you had not connected a Stripe account, so there was nowhere to send ${pluginName === undefined ? `your ${amount}` : `the ${amount} that ${pluginName} earned`}. ${carried}`;
    case "onboarding_incomplete":
    case "under_review":
    case "restricted_by_stripe":
    case "rejected_by_stripe":
      return `${whatStripeDid(reason, skip.requirementsDue)} ${kept}`;
    default:
      return unreachable(reason);
  }
}

/** A plugin is left out for what it owes itself, or for what the others owe. */
function whatIsOwed({ amount, pluginName }: SkipFacts): string {
  const figure = formatMoney(amount);
  if (pluginName === undefined) {
    return `more was taken back than you earned, so your balance is ${figure}.`;
  }
  return amount.minor > 0n
    ? `the ${figure} that ${pluginName} earned does not make up for what was taken back of your other plugins.`
    : `more of ${pluginName} was taken back than it earned, which leaves ${figure}.`;
}

/** Stripe’s reasons: whether something is missing says whose turn it is. */
function whatStripeDid(reason: StripeReason, requirementsDue: readonly string[] = []): string {
  const missing = missingWords(requirementsDue);
  switch (reason) {
    case "onboarding_incomplete":
      return `Stripe still needed ${missing ?? "something"} from you before it takes transfers.`;
    case "under_review":
      return "Stripe was still checking your details.";
    case "restricted_by_stripe":
      return `Stripe had stopped transfers to your account ${missing === undefined ? "while it checks it" : `until it has ${missing}`}.`;
    case "rejected_by_stripe":
      return "Stripe did not accept your account.";
    default:
      return unreachable(reason);
  }
}

type StripeReason = Extract<
  SkipReason,
  "onboarding_incomplete" | "under_review" | "restricted_by_stripe" | "rejected_by_stripe"
>;

/** What a run was of: `your balance of €3.90`, `what Focus Timer earned, €3.90,`. */
function subject({ amount, pluginName }: SkipFacts): string {
  const figure = formatMoney(amount);
  return pluginName === undefined
    ? `your balance of ${figure}`
    : `what ${pluginName} earned, ${figure},`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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
  owes_elsewhere: "Owed elsewhere",
  below_minimum: "Below the minimum",
  holding_days: "In its holding days",
};

/** `March`, for sentences about the recent past. */
function monthOf(period: Period): string {
  return periodName(period).replace(/ \d{4}$/, "");
}
