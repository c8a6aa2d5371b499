import { formatMoney, type Money } from "../money";
import type { PayoutState } from "../payout";
import { REVERSAL_REASON_MAX, reversalFailureWords } from "../reversal";
import { PAYOUT_WORDS } from "./payout-words";

type Problem =
  | { readonly kind: "no_reason" }
  | { readonly kind: "unknown_payout" }
  | { readonly kind: "nothing_to_reverse"; readonly state: PayoutState }
  | {
      readonly kind: "too_much" | "changed_meanwhile";
      readonly left: bigint;
      readonly payout: { readonly amount: Money };
    }
  | { readonly kind: "reversal_open" }
  | { readonly kind: "came_through" }
  | { readonly kind: "stripe_unreachable" }
  | { readonly kind: "refused"; readonly code: string };

/** Why nothing was taken back, and what to do. The same on a page and on the command line. */
export function reversalProblemWords(problem: Problem): string {
  switch (problem.kind) {
    case "no_reason":
      return `Say why, in at most ${REVERSAL_REASON_MAX} characters: the developer reads it.`;
    case "unknown_payout":
      return "There is no such payout.";
    case "nothing_to_reverse":
      return `Nothing of this payout can be taken back: it is ${PAYOUT_WORDS[problem.state].label.toLowerCase()}.`;
    case "too_much": {
      const { currency } = problem.payout.amount;
      return `Only ${formatMoney({ minor: problem.left, currency })} of it is left to take back. Enter that or less, and more than zero.`;
    }
    case "changed_meanwhile": {
      const { currency } = problem.payout.amount;
      return `Something of this payout was taken back since you looked; ${formatMoney({ minor: problem.left, currency })} is left. Nothing more was taken: look again before you ask again.`;
    }
    case "reversal_open":
      return "Another reversal of this payout has no outcome yet. Wait until it is clear.";
    case "came_through":
      return "An earlier reversal that seemed to have failed did come through, and is in the books now. Nothing more was taken back: look before you ask again.";
    case "stripe_unreachable":
      return "Stripe cannot be asked whether an earlier reversal came through. Nothing was taken back: try again in a moment.";
    case "refused": {
      const { reason, remedy } = reversalFailureWords(problem.code);
      return `${reason} ${remedy}`;
    }
  }
}

/** What became of a reversal that was asked for. */
export const REVERSAL_STATE_WORDS = {
  requested: "Under way",
  made: "Taken back",
  refused: "Not taken back",
  unknown: "Checking with Stripe",
} as const;
