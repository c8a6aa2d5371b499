import { ACCESS_LOST } from "../connect";
import { formatMoney } from "../money";
import { unreachable } from "../result";
import { owedBefore, type SaleSkipFacts } from "./sale-skip-words";
import { missingWords } from "./skip-remedies";
import type { SkipWords } from "./skip-words";

type AdminWords = Pick<SkipWords, "sentence" | "remedy">;

/** Why a sale was left for the month's run, and what would change it, to the finance desk. */
export function saleSkipAdminWords(skip: SaleSkipFacts): AdminWords {
  const [cause, remedy] = causeAndRemedy(skip);
  return { sentence: `Left for the month’s run, because ${cause}.`, remedy };
}

function causeAndRemedy(skip: SaleSkipFacts): readonly [cause: string, remedy: string] {
  const missing = missingWords(skip.requirementsDue)?.replaceAll("your ", "their ");
  switch (skip.reason) {
    case "not_instant":
      return [
        "they had been set to be paid month by month by then",
        "Set them to be paid sale by sale again, for the sales that follow.",
      ];
    case "on_hold":
      return [
        "their payouts were on hold",
        "Lift the hold: the run has this sale, and the sales that follow are paid at once.",
      ];
    case "owes_marketplace":
      return [
        `${formatMoney(owedBefore(skip))} that was taken back was still to be made up for`,
        "What they sell makes up for it first.",
      ];
    case "not_onboarded":
      return ["they had not connected a Stripe account", "It is their turn."];
    case "onboarding_incomplete":
      return [`Stripe still needed ${missing ?? "details"} from them`, "It is their turn."];
    case "under_review":
      return ["Stripe was checking their details", WHEN_DONE];
    case "restricted_by_stripe":
      return missing === undefined
        ? ["Stripe had stopped transfers to them and was checking", WHEN_DONE]
        : [`Stripe had stopped transfers to them until it has ${missing}`, "It is their turn."];
    case "rejected_by_stripe":
      return skip.disabledReason === ACCESS_LOST
        ? ["their Stripe account was disconnected", "They can connect again."]
        : ["Stripe did not accept their account", "Agree with them on another way."];
    case "below_minimum":
      return [
        `their share of ${formatMoney(skip.amount)} was below the minimum of ${formatMoney(skip.minimum)}`,
        "The run adds it up with their other sales.",
      ];
    default:
      return unreachable(skip.reason);
  }
}

const WHEN_DONE = "The sales that follow are paid at once when it is done.";
