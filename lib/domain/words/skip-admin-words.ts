import { ACCESS_LOST } from "../connect";
import type { SkipReason } from "../eligibility";
import type { Hold } from "../hold";
import { formatMoney, type Money } from "../money";
import { type Day, dayOf, UTC } from "../period";
import { unreachable } from "../result";
import { actorWords } from "./actor-words";
import { dayName } from "./period-words";
import { fromDay, missingWords } from "./skip-remedies";

/** Why a run leaves somebody out, and what would change it, to the finance desk. */
export function skipAdminWords(skip: {
  readonly reason: SkipReason;
  readonly hold: Hold | undefined;
  readonly amount: Money;
  readonly minimum: Money;
  /** The plugin that the run is of; absent: everything of theirs. */
  readonly pluginName?: string | undefined;
  readonly payableFrom: Day | undefined;
  readonly requirementsDue: readonly string[];
  readonly disabledReason: string | undefined;
}): string {
  const missing = missingWords(skip.requirementsDue)?.replaceAll("your ", "their ");
  switch (skip.reason) {
    case "on_hold":
      return holdWords(skip.hold);
    case "not_onboarded":
      return "They have not connected a Stripe account. It is their turn.";
    case "onboarding_incomplete":
      return `Stripe still needs ${missing ?? "details"} from them. It is their turn.`;
    case "under_review":
      return "Stripe is checking their details. The next run pays them once it is done.";
    case "restricted_by_stripe":
      return missing === undefined
        ? "Stripe stopped transfers to them and is checking. The next run pays them once it is done."
        : `Stripe stopped transfers to them until it has ${missing}. It is their turn.`;
    case "rejected_by_stripe":
      return skip.disabledReason === ACCESS_LOST
        ? "Their Stripe account is disconnected. They can connect again."
        : "Stripe does not accept their account. Agree with them on another way.";
    case "owes_marketplace":
      return owedWords(skip);
    case "owes_elsewhere":
      return skip.pluginName === undefined
        ? "Another payout of theirs is not sent, and if it were canceled, less than this would be left. Prepare again once it is sent or canceled."
        : "Another of their plugins owes more than this leaves, or would if a payout that is not sent were canceled. Once that is sent, a run for everybody settles both.";
    case "below_minimum":
      return `${skip.pluginName === undefined ? "Below" : `What ${skip.pluginName} earned is below`} the minimum of ${formatMoney(skip.minimum)}. It is carried over until it is reached.`;
    case "holding_days":
      return `Its holding days have not passed. Prepare again ${fromDay(skip.payableFrom)}.`;
    default:
      return unreachable(skip.reason);
  }
}

/** A plugin is left out for what it owes itself, or for what their others owe. */
function owedWords({ amount, pluginName }: OwedFacts): string {
  if (pluginName === undefined) {
    return "More was taken back than they earned; their page says why. Later sales make up for it first.";
  }
  return amount.minor > 0n
    ? `What ${pluginName} earned does not make up for what was taken back of their other plugins. Later sales make up for it first.`
    : `More of ${pluginName} was taken back than it earned. A run for everybody settles it with their other plugins.`;
}

type OwedFacts = { readonly amount: Money; readonly pluginName?: string | undefined };

/** Whose hold it is, since when and why; unknown when clocks disagree about when it was lifted. */
function holdWords(hold: Hold | undefined): string {
  if (!hold) return "Their payouts are on hold. Lift the hold, then prepare again.";
  const { at, by, reason, liftedAt } = hold;
  const end = /[.!?…]$/.test(reason) ? "" : ".";
  const facts = `On hold since ${dayName(dayOf(at, UTC))} by ${actorWords(by)}: “${reason}”${end}`;
  return liftedAt
    ? `${facts} It is lifted by now. The next run judges them anew.`
    : `${facts} Lift the hold, then prepare again.`;
}
