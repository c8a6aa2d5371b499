import { requirementWords } from "../connect";
import type { SkipReason } from "../eligibility";
import type { Day } from "../period";
import { unreachable } from "../result";
import { dayName } from "./period-words";
import type { Turn } from "./turn-words";

export type Remedy = {
  /** What would change it. */
  readonly remedy: string;
  readonly turn: Turn;
};

export type RemedyFacts = {
  readonly reason: SkipReason;
  /** When the holding days end. */
  readonly payableFrom?: Day | undefined;
  /** What Stripe asked for, in its own ids. */
  readonly requirementsDue?: readonly string[];
  /** The plugin whose part it is about; absent: the whole balance. */
  readonly pluginName?: string | undefined;
};

/** What would change that a developer is not paid, to themselves, and whose turn it is. */
export function remedyWords(facts: RemedyFacts): Remedy {
  const { reason, requirementsDue = [], pluginName } = facts;
  switch (reason) {
    case "below_minimum":
      return waiting("nobody", "it is paid with the month that brings you above the minimum.");
    case "holding_days":
      return waiting("nobody", `it can be paid ${fromDay(facts.payableFrom)}.`);
    case "on_hold":
      return {
        remedy: "Ask the marketplace why, and what it needs to lift the hold.",
        turn: "marketplace",
      };
    case "owes_marketplace":
      return pluginName === undefined
        ? waiting(
            "nobody",
            "later sales make up for it first. What was taken back is listed under Payouts.",
          )
        : waiting(
            "nobody",
            "the next full run settles your plugins together, and later sales make up for what is still owed.",
          );
    case "owes_elsewhere":
      return waiting(
        "nobody",
        pluginName === undefined
          ? "once that payout is sent or canceled, the next run judges this anew."
          : "your plugins are settled together in the next full run.",
      );
    case "not_onboarded":
      return {
        remedy: "Set up your payout account. The next run pays what has added up.",
        turn: "developer",
      };
    case "onboarding_incomplete":
      return { remedy: "Finish what Stripe asks for under Payout account.", turn: "developer" };
    case "under_review":
      return waiting("stripe", "the next run pays you once Stripe is done.");
    case "restricted_by_stripe":
      return missingWords(requirementsDue) === undefined
        ? waiting("stripe", "the next run pays you once Stripe takes transfers again.")
        : {
            remedy: "Give Stripe what is missing, under Payout account. The marketplace cannot.",
            turn: "developer",
          };
    case "rejected_by_stripe":
      return { remedy: "Contact the marketplace to agree on another way.", turn: "developer" };
    default:
      return unreachable(reason);
  }
}

function waiting(turn: Turn, remedy: string): Remedy {
  return { remedy: `Nothing to do: ${remedy}`, turn };
}

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
