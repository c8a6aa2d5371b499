import type { RunId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { aboveWords, whoElseWords } from "@/lib/domain/words/second-person-words";
import type { ApproveRunProblem } from "@/lib/use-cases/approve-run";
import type { CancelRunProblem } from "@/lib/use-cases/cancel-run";
import type { PrepareRunProblem } from "@/lib/use-cases/prepare-run";
import type { RetryPayoutsProblem } from "@/lib/use-cases/retry-payouts";

export function prepareWords(problem: PrepareRunProblem): string {
  switch (problem.kind) {
    case "period_open":
      return `Period ${problem.period} is open: close it first with \`remit period close ${problem.period}\``;
    case "unknown_developer":
      return `There is no developer ${problem.developerId}`;
    case "unknown_plugin":
      return `There is no plugin ${problem.pluginId}`;
    case "already_prepared":
      return `Run ${problem.runId} was prepared by ${problem.by} at ${problem.at.toISOString()}: approve or cancel it first`;
    case "nothing_to_pay": {
      const skips = problem.skips.map(
        ({ developerId, amount, reason, payableFrom }) =>
          `${developerId} ${formatMoney(amount)} (${reason}${reason === "holding_days" && payableFrom ? ` until ${payableFrom}` : ""})`,
      );
      return `Nothing to pay${skips.length === 0 ? "" : `. Skipped: ${skips.join(", ")}`}`;
    }
  }
}

export function approveWords(runId: RunId, problem: ApproveRunProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return `There is no run ${runId}`;
    case "already_approved":
      return `Run ${runId} was approved by ${problem.by} at ${problem.at.toISOString()}`;
    case "run_canceled":
      return `Run ${runId} was canceled by ${problem.by} at ${problem.at.toISOString()}`;
    case "destination_changed":
      return `The Stripe account of ${problem.developerIds.join(", ")} changed since the run was prepared: cancel it and prepare again`;
    case "needs_second_person":
      return `You prepared run ${runId}, and ${aboveWords(problem)}. ${whoElseWords(problem)}`;
  }
}

export function retryWords(runId: RunId, problem: RetryPayoutsProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return `There is no run ${runId}`;
    case "nothing_to_retry":
      return `Nothing of run ${runId} has failed`;
    case "needs_second_person":
      return `You prepared run ${runId}, and ${aboveWords(problem)}. ${whoElseWords(problem)}`;
  }
}

export function cancelWords(runId: RunId, problem: CancelRunProblem): string {
  switch (problem.kind) {
    case "unknown_run":
      return `There is no run ${runId}`;
    case "already_canceled":
      return `Run ${runId} was canceled by ${problem.by} at ${problem.at.toISOString()}`;
    case "nothing_to_cancel":
      return `Nothing of run ${runId} can be canceled: ${problem.kept} are paid or on their way`;
    case "stripe_unreachable":
      return "Some payouts were tried before, and Stripe cannot be asked whether they came through: try again";
  }
}
