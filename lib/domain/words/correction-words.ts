import type { CorrectionProblem } from "../correction";
import type { CorrectionKind } from "../event";
import { formatMoney } from "../money";
import { unreachable } from "../result";
import { FORM_SOURCE, STRIPE_SOURCE } from "../source";
import { dayName } from "./period-words";

/** What an admin calls it, after "Record the". */
export const CORRECTION_NAMES: Readonly<Record<CorrectionKind, string>> = {
  refund: "refund",
  dispute: "dispute",
  dispute_won: "won dispute",
};

/** What it does with the shares of the sale. */
export const CORRECTION_EFFECTS: Readonly<Record<CorrectionKind, string>> = {
  refund: "Takes back what the sale gave, at its own rate.",
  dispute: "Takes back what the sale gave, until the dispute is won.",
  dispute_won: "Gives back what the dispute took.",
};

/** What an admin should not type in, because it comes by itself. */
export function correctionWarning(source: string): string {
  if (source === STRIPE_SOURCE) {
    return "A refund or dispute at Stripe records itself. Record here only what happened outside of Stripe.";
  }
  if (source === FORM_SOURCE) return "It stays recorded: only an adjustment makes a mistake good.";
  return `What the source ${source} reports comes in by itself. Record here only what it does not report.`;
}

/** Why nothing was recorded, and what to do. */
export function correctionProblemWords(problem: CorrectionProblem): string {
  switch (problem.kind) {
    case "unknown_sale":
      return "This is not a sale that is recorded. Reload the page and try again.";
    case "before_sale":
      return `The sale happened on ${dayName(problem.soldOn)}. Enter that day or a later one.`;
    case "in_future":
      return "This day is still to come. Enter the day when it happened.";
    case "not_in_currency":
      return `The sale is in ${problem.currency.toUpperCase()}. Reload the page and try again.`;
    case "nothing":
      return "Enter an amount above zero.";
    case "too_much":
      return problem.left.minor === 0n
        ? "Nothing of the sale is left for this."
        : `Only ${formatMoney(problem.left)} of the sale is left for this. Enter that or less.`;
    case "conflict":
      return "Something else was recorded from this form already. Reload the page to see it.";
    default:
      return unreachable(problem);
  }
}
