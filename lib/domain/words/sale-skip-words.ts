import { ACCESS_LOST } from "../connect";
import type { SaleSkipReason } from "../eligibility";
import { formatMoney, type Money, subtract } from "../money";
import type { PayoutState } from "../payout";
import { unreachable } from "../result";
import { PAYOUT_WORDS } from "./payout-words";
import { missingWords } from "./skip-remedies";
import { SKIP_LABELS, type SkipWords } from "./skip-words";
import { countWords } from "./sum-words";

/** How things stood when the sale was judged. */
export type SaleSkipFacts = {
  readonly reason: SaleSkipReason;
  /** The developer's share of the sale. */
  readonly amount: Money;
  readonly minimum: Money;
  /**
   * All that was unsettled in the currency, the sale included; of who owes, less what runs of
   * earlier months may still pay.
   */
  readonly balance: Money;
  /** What Stripe asked for, in its own ids. */
  readonly requirementsDue: readonly string[];
  readonly disabledReason: string | undefined;
};

/** Why a sale was not paid at once, to its developer, and what would change it. */
export function saleSkipWords(skip: SaleSkipFacts): SkipWords {
  const { cause, remedy, turn } = wordsOf(skip);
  return { sentence: `Left for the month’s payout, because ${cause}.`, remedy, turn };
}

/** The same of all sales that wait for one reason: how many, how much, and why the newest does. */
export function leftSalesWords(sales: {
  readonly count: number;
  readonly sum: Money;
  readonly newest: SaleSkipFacts;
}): string {
  const { cause, remedy } = wordsOf(sales.newest);
  const sum = formatMoney(sales.sum);
  return sales.count === 1
    ? `${sum} of one sale, because ${cause}. ${remedy}`
    : `${sum} of ${countWords(sales.count, "sale")}, the newest because ${cause}. ${remedy}`;
}

type CauseWords = Omit<SkipWords, "sentence"> & { readonly cause: string };

function wordsOf(skip: SaleSkipFacts): CauseWords {
  const { reason } = skip;
  switch (reason) {
    case "not_instant":
      return {
        cause: "you had been set to be paid month by month by then",
        remedy: "Nothing to do: the marketplace chooses how you are paid.",
        turn: "nobody",
      };
    case "on_hold":
      return {
        cause: "the marketplace had put your payouts on hold",
        remedy: "Ask the marketplace why, and what it needs to lift the hold.",
        turn: "marketplace",
      };
    case "owes_marketplace":
      return {
        cause: `${formatMoney(owedBefore(skip))} that was taken back was still to be made up for`,
        remedy: "Nothing to do: sales make up for it first, and the month’s payout has the rest.",
        turn: "nobody",
      };
    case "below_minimum":
      return {
        cause: `your share of ${formatMoney(skip.amount)} was below the ${formatMoney(skip.minimum)} minimum`,
        remedy: "Nothing to do: the month’s payout adds it up with your other sales.",
        turn: "nobody",
      };
    case "not_onboarded":
    case "onboarding_incomplete":
    case "under_review":
    case "restricted_by_stripe":
    case "rejected_by_stripe":
      return stripeWords({ ...skip, reason });
    default:
      return unreachable(reason);
  }
}

type StripeReason = Exclude<
  SaleSkipReason,
  "not_instant" | "on_hold" | "owes_marketplace" | "below_minimum"
>;

function stripeWords(skip: SaleSkipFacts & { readonly reason: StripeReason }): CauseWords {
  const { reason } = skip;
  const missing = missingWords(skip.requirementsDue);
  switch (reason) {
    case "not_onboarded":
      return {
        cause: "you had not connected a Stripe account",
        remedy: "Set up your payout account. From then on sales are paid at once.",
        turn: "developer",
      };
    case "onboarding_incomplete":
      return {
        cause: `Stripe still needed ${missing ?? "something"} from you`,
        remedy: "Finish what Stripe asks for under Payout account.",
        turn: "developer",
      };
    case "under_review":
      return {
        cause: "Stripe was still checking your details",
        remedy: "Nothing to do: sales are paid at once as soon as Stripe is done.",
        turn: "stripe",
      };
    case "restricted_by_stripe":
      return missing === undefined
        ? {
            cause: "Stripe had stopped transfers to your account to check it",
            remedy: "Nothing to do: sales are paid at once when Stripe takes transfers again.",
            turn: "stripe",
          }
        : {
            cause: `Stripe had stopped transfers to your account until it has ${missing}`,
            remedy: "Give Stripe what is missing, under Payout account. The marketplace cannot.",
            turn: "developer",
          };
    case "rejected_by_stripe":
      return skip.disabledReason === ACCESS_LOST
        ? {
            cause: "your Stripe account was disconnected",
            remedy: "Connect again under Payout account.",
            turn: "developer",
          }
        : {
            cause: "Stripe did not accept your account",
            remedy: "Contact the marketplace to agree on another way.",
            turn: "developer",
          };
    default:
      return unreachable(reason);
  }
}

/** What is said around the name of the payout that has the sale by now. */
export function claimWords(state: PayoutState): {
  readonly before: string;
  readonly after: string;
} {
  if (state === "paid") return { before: "Paid with", after: "." };
  return { before: "It is in", after: `: ${PAYOUT_WORDS[state].label.toLowerCase()}.` };
}

/** What was to be made up for before the sale counted against it. */
export function owedBefore({ amount, balance }: SaleSkipFacts): Money {
  return subtract(amount, balance);
}

/** The same reasons in a word or two, for the tables of admins. */
export const SALE_SKIP_LABELS: Readonly<Record<SaleSkipReason, string>> = {
  ...SKIP_LABELS,
  not_instant: "Paid month by month",
  owes_marketplace: "Debts first",
};
