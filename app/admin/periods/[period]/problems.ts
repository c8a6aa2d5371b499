import { unreachable } from "@/lib/domain/result";
import { actorWords } from "@/lib/domain/words/actor-words";
import { periodName } from "@/lib/domain/words/period-words";
import { aboveWords, whoElseWords } from "@/lib/domain/words/second-person-words";
import { countWords } from "@/lib/domain/words/sum-words";
import type { ApproveRunProblem } from "@/lib/use-cases/approve-run";
import type { CancelRunProblem } from "@/lib/use-cases/cancel-run";
import type { ClosePeriodProblem } from "@/lib/use-cases/close-period";
import type { PrepareRunProblem } from "@/lib/use-cases/prepare-run";
import type { RetryPayoutsProblem } from "@/lib/use-cases/retry-payouts";

export function closingProblem(problem: ClosePeriodProblem): string {
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

export function preparationProblem(problem: PrepareRunProblem): string {
  switch (problem.kind) {
    case "period_open":
      return `Close ${periodName(problem.period)} first: its figures may still move.`;
    case "already_prepared":
      return `Already prepared by ${decision(problem)}. Approve or cancel that run first.`;
    case "unknown_developer":
      return `There is no developer ${problem.developerId}. Choose one from the list.`;
    case "unknown_plugin":
      return `There is no plugin ${problem.pluginId}. Choose one from the list.`;
    case "nothing_to_pay":
      return problem.skips.length === 0
        ? "Nothing is left to pay here: every balance is settled or already in a payout."
        : `Nobody can be paid here right now: ${countWords(problem.skips.length, "balance")} would be skipped, each with its reason below.`;
    default:
      return unreachable(problem);
  }
}

export function approvalProblem(problem: ApproveRunProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return "This run does not exist any more. Reload the page.";
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

export function retryProblem(problem: RetryPayoutsProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return "This run does not exist any more. Reload the page.";
    case "nothing_to_retry":
      return "Nothing is left to retry: somebody else may have done it. Reload the page.";
    case "needs_second_person":
      return `You prepared this run, and ${aboveWords(problem)}. ${whoElseWords(problem)}.`;
    default:
      return unreachable(problem);
  }
}

export function cancelProblem(problem: CancelRunProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return "This run does not exist any more. Reload the page.";
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
