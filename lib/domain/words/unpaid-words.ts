import type { SkipReason } from "../eligibility";
import { formatMoney, type Money } from "../money";
import type { Period } from "../period";
import { unreachable } from "../result";
import { periodName } from "./period-words";
import { fromDay, missingWords, type RemedyFacts, remedyWords } from "./skip-remedies";
import { type SkipFacts, type SkipWords, skipWords } from "./skip-words";

export type UnpaidFacts = Omit<RemedyFacts, "reason"> & {
  /** Absent: the next run pays it. */
  readonly reason: SkipReason | undefined;
  readonly amount: Money;
  readonly minimum: Money;
  /** The month through whose end it was earned: what is outstanding is more when others are open. */
  readonly through?: Period | undefined;
};

/** What is not paid yet and why, to its developer, as it is now. */
export function unpaidWords(unpaid: UnpaidFacts): SkipWords {
  const { reason } = unpaid;
  if (reason === undefined) {
    return {
      sentence: `${whatOf(unpaid)} is paid with the next run.`,
      remedy: "It prepares and approves the run.",
      turn: "marketplace",
    };
  }
  const remedy = remedyWords({ ...unpaid, reason });
  return {
    sentence: sentenceOf({ ...unpaid, reason }),
    ...remedy,
    ...(reason === "holding_days"
      ? {
          remedy:
            "Nothing to do: the marketplace holds what a month earned for some days after its end, so that refunds can still come in.",
        }
      : {}),
  };
}

export type RecordedWords = SkipWords & {
  /** What holds now in the place of the reason, when it is over. */
  readonly instead: string | undefined;
};

/** Why a run left a developer out, as it was then, and what would change it, as it is now. */
export function recordedWords(skip: SkipFacts, now: UnpaidFacts | undefined): RecordedWords {
  const { sentence } = skipWords(skip);
  if (!now) {
    const remedy = "Nothing to do: nothing of it is left to pay.";
    return { sentence, remedy, turn: "nobody", instead: "This is over." };
  }
  if (now.reason === skip.reason) {
    return { sentence, ...remedyWords({ ...now, reason: skip.reason }), instead: undefined };
  }
  const words = unpaidWords(now);
  return { ...words, sentence, instead: `That is not the reason any more. ${words.sentence}` };
}

function sentenceOf(unpaid: UnpaidFacts & { readonly reason: SkipReason }): string {
  const { reason, minimum, payableFrom } = unpaid;
  const notYet = `${whatOf(unpaid)} is not paid yet:`;
  const missing = missingWords(unpaid.requirementsDue ?? []);
  switch (reason) {
    case "below_minimum":
      return `${notYet} it is below the ${formatMoney(minimum)} minimum.`;
    case "holding_days":
      return `${notYet} it can be paid ${fromDay(payableFrom)}.`;
    case "on_hold":
      return `${notYet} the marketplace has put your payouts on hold.`;
    case "owes_marketplace":
      return owedSentence(unpaid, notYet);
    case "owes_elsewhere":
      return unpaid.pluginName === undefined
        ? `${notYet} another payout of yours is not sent, and if it were canceled, less than this would be left.`
        : `${notYet} another of your plugins owes more than it would leave, or would if a payout that is not sent were canceled.`;
    case "not_onboarded":
      return `${notYet} you have not connected a Stripe account, so there is nowhere to send it.`;
    case "onboarding_incomplete":
      return `${notYet} Stripe still needs ${missing ?? "something"} from you before it takes transfers.`;
    case "under_review":
      return `${notYet} Stripe is still checking your details.`;
    case "restricted_by_stripe":
      return `${notYet} Stripe has stopped transfers to your account ${missing === undefined ? "while it checks it" : `until it has ${missing}`}.`;
    case "rejected_by_stripe":
      return `${notYet} Stripe did not accept your account.`;
    default:
      return unreachable(reason);
  }
}

/** Closed months only: what is owed in all counts what came after them, too. */
function owedSentence({ amount, pluginName, through }: UnpaidFacts, notYet: string): string {
  const figure = formatMoney(amount);
  if (pluginName === undefined) {
    const when = through === undefined ? "in closed months" : `through ${periodName(through)}`;
    return `Nothing is paid for now: more was taken back than you earned ${when}, which leaves ${figure}.`;
  }
  return amount.minor > 0n
    ? `${notYet} it does not make up for what was taken back of your other plugins.`
    : `Nothing of ${pluginName} is paid for now: more of it was taken back than it earned, which leaves ${figure}.`;
}

/** `€7.00`, `€7.00 of Focus Timer`, `€7.00, earned through March 2026,` */
function whatOf({ amount, pluginName, through }: UnpaidFacts): string {
  const figure = formatMoney(amount);
  const what = pluginName === undefined ? figure : `${figure} of ${pluginName}`;
  return through === undefined ? what : `${what}, earned through ${periodName(through)},`;
}
