import type { Verdict } from "@/db/queries/payable";
import type { RunId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import type { Period } from "@/lib/domain/period";
import { aboveWords, whoElseWords } from "@/lib/domain/words/second-person-words";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import type { ApproveRunProblem } from "@/lib/use-cases/approve-run";
import type { CancelRunProblem } from "@/lib/use-cases/cancel-run";
import type { PrepareRunProblem } from "@/lib/use-cases/prepare-run";
import type { RetryPayoutsProblem } from "@/lib/use-cases/retry-payouts";
import { count } from "../output";

const SKIPS_TOLD = 3;

export function prepareWords(period: Period, problem: PrepareRunProblem): string {
  switch (problem.kind) {
    case "period_open":
      return `Period ${problem.period} is open: close it first with \`remit period close ${problem.period}\``;
    case "unknown_developer":
      return `There is no developer ${problem.developerId}`;
    case "unknown_plugin":
      return `There is no plugin ${problem.pluginId}`;
    case "already_prepared":
      return `Run ${problem.runId} was prepared by ${problem.by} at ${problem.at.toISOString()}: approve or cancel it first`;
    case "nothing_to_pay":
      return nothingWords(period, problem.skips);
  }
}

/** The first in full; the others have a command of their own, as this is one line. */
function nothingWords(period: Period, skips: readonly Verdict[]): string {
  if (skips.length === 0) return "Nothing to pay: every balance is settled or already in a payout";
  const told = skips.slice(0, SKIPS_TOLD).map((skip) => {
    const why = skip.reason ? skipAdminWords({ ...skip, reason: skip.reason }) : "";
    return `${skip.developerId} ${formatMoney(skip.amount)}: ${why}`;
  });
  const more = skips.length - told.length;
  const others = `${count(more, "more balance")} skipped: \`remit run preview ${period}\` says why`;
  return ["Nothing to pay.", ...told, ...(more > 0 ? [others] : [])].join(" ");
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
