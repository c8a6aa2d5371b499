import type { DeveloperId, PluginId } from "../ids";
import type { Money } from "../money";
import type { Period } from "../period";
import { unreachable } from "../result";
import { actorWords } from "./actor-words";
import { periodName } from "./period-words";
import { aboveWords, whoElseWords } from "./second-person-words";
import { countWords } from "./sum-words";

/** Who decided it before, and when. */
type Decided<Kind extends string> = {
  readonly kind: Kind;
  readonly by: string;
  readonly at: Date;
};
type NeedsSecondPerson = {
  readonly kind: "needs_second_person";
  readonly above: readonly { readonly amount: Money; readonly threshold: Money }[];
  readonly others: readonly string[];
};

type ClosingProblem =
  | { readonly kind: "period_not_ended"; readonly period: Period }
  | Decided<"already_closed">
  | { readonly kind: "earlier_period_open"; readonly earlier: Period };

type PreparationProblem =
  | { readonly kind: "period_open"; readonly period: Period }
  | { readonly kind: "unknown_developer"; readonly developerId: DeveloperId }
  | { readonly kind: "unknown_plugin"; readonly pluginId: PluginId }
  | Decided<"already_prepared">
  | { readonly kind: "nothing_to_pay"; readonly skips: { readonly length: number } };

type ApprovalProblem =
  | { readonly kind: "unknown_run" }
  | Decided<"already_approved">
  | Decided<"run_canceled">
  | { readonly kind: "destination_changed"; readonly developerIds: readonly DeveloperId[] }
  | NeedsSecondPerson;

type RetryProblem =
  | { readonly kind: "unknown_run" }
  | { readonly kind: "nothing_to_retry" }
  | NeedsSecondPerson;

type CancelProblem =
  | { readonly kind: "unknown_run" }
  | Decided<"already_canceled">
  | { readonly kind: "nothing_to_cancel" }
  | { readonly kind: "stripe_unreachable" };

/** Why a month was not closed. The same on a page and through the API, as those that follow. */
export function closingProblemWords(problem: ClosingProblem): string {
  switch (problem.kind) {
    case "period_not_ended":
      return `${periodName(problem.period)} is still running. It can be closed once it has ended.`;
    case "already_closed":
      return `Already closed by ${decision(problem)}. Nothing was changed now.`;
    case "earlier_period_open":
      return `Months are closed in order: close ${periodName(problem.earlier)} first.`;
    default:
      return unreachable(problem);
  }
}

export function preparationProblemWords(problem: PreparationProblem): string {
  switch (problem.kind) {
    case "period_open":
      return `Close ${periodName(problem.period)} first: its figures may still move.`;
    case "already_prepared":
      return `Already prepared by ${decision(problem)}. Approve or cancel that run first.`;
    case "unknown_developer":
      return `There is no developer ${problem.developerId}.`;
    case "unknown_plugin":
      return `There is no plugin ${problem.pluginId}.`;
    case "nothing_to_pay":
      return problem.skips.length === 0
        ? "Nothing is left to pay here: every balance is settled or already in a payout."
        : `Nobody can be paid here right now: ${countWords(problem.skips.length, "balance")} would be skipped. The preview says why of each, and what would change it.`;
    default:
      return unreachable(problem);
  }
}

export function approvalProblemWords(problem: ApprovalProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return "There is no such run.";
    case "already_approved":
      return `Already approved by ${decision(problem)}. Nothing is paid twice.`;
    case "run_canceled":
      return `Canceled by ${decision(problem)}. Prepare the payouts again.`;
    case "destination_changed":
      return `The Stripe account of ${problem.developerIds.join(", ")} changed since this was prepared. Cancel the run and prepare it again.`;
    case "needs_second_person":
      return `You prepared this run, and ${aboveWords(problem)}. ${whoElseWords(problem)}.`;
    default:
      return unreachable(problem);
  }
}

export function retryProblemWords(problem: RetryProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return "There is no such run.";
    case "nothing_to_retry":
      return "Nothing of this run has failed: somebody else may have retried it.";
    case "needs_second_person":
      return `You prepared this run, and ${aboveWords(problem)}. ${whoElseWords(problem)}.`;
    default:
      return unreachable(problem);
  }
}

export function cancelProblemWords(problem: CancelProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return "There is no such run.";
    case "already_canceled":
      return `Already canceled by ${decision(problem)}.`;
    case "nothing_to_cancel":
      return "Nothing was left to cancel: every payout is paid or on its way.";
    case "stripe_unreachable":
      return "Stripe could not be asked whether payouts that were tried went through. Nothing was canceled. Try again in a moment.";
    default:
      return unreachable(problem);
  }
}

const instant = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "UTC",
});

function decision({ by, at }: { readonly by: string; readonly at: Date }): string {
  return `${actorWords(by)} on ${instant.format(at)} UTC`;
}
