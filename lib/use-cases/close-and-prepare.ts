import { createHash } from "node:crypto";
import { isDecidedBy } from "@/db/retry";
import { type AdminActor, mintSchedule } from "@/lib/auth/actor";
import { closeWork, type MonthDates } from "@/lib/domain/closing";
import { type RunId, trusted } from "@/lib/domain/ids";
import type { JobReport } from "@/lib/domain/job";
import { dayOf, type Period } from "@/lib/domain/period";
import { dayName, periodName } from "@/lib/domain/words/period-words";
import { countWords } from "@/lib/domain/words/sum-words";
import { approveRun } from "./approve-run";
import { type ClosePeriodProblem, closePeriod } from "./close-period";
import type { Deps } from "./deps";
import { prepareRun } from "./prepare-run";
import type { DueJob } from "./run-job";
import { runVerify } from "./run-verify";

type CloseDeps = Pick<Deps, "db" | "now" | "zone" | "newId" | "wake" | "onStep">;

/** Two workers, or one that runs twice, would make the same run: its key lets one be the first. */
const SAME_RUN = "runs_pkey";

/**
 * What the schedule does on its dates: closes a month and those before it, prepares everybody's
 * run once the month's holding days have passed, and approves it where it was told to. It prepares
 * and approves under one name, so that the rule of two people refuses it above the threshold, as it
 * would a person.
 */
export async function closeAndPrepare(deps: CloseDeps, due: DueJob): Promise<JobReport> {
  const { slot, calendar, doneAt } = due;
  const actor = mintSchedule();
  const { closes, prepares } = closeWork(slot, calendar, doneAt);
  const problem = closes && (await closeThrough(deps, actor, closes.period));
  if (closes && problem) return trouble(`${periodName(closes.period)} has not ended yet.`);
  await deps.onStep?.("close.closed");
  const reports: JobReport[] = [];
  for (const { period } of prepares) {
    const approves = calendar.close?.approves ?? false;
    reports.push(await prepareAndApprove(deps, actor, period, { approves }));
  }
  if (closes && !prepares.includes(closes)) reports.push(waiting(closes, due));
  return {
    outcome: reports.some(({ outcome }) => outcome === "problems") ? "problems" : "done",
    message: reports.map(({ message }) => message).join(" ") || "Nothing was due any more.",
  };
}

const done = (message: string): JobReport => ({ outcome: "done", message });
const trouble = (message: string): JobReport => ({ outcome: "problems", message });

/** A month that is closed, and not to be prepared yet. */
function waiting({ period, preparesAt }: MonthDates, { slot, calendar }: DueJob): JobReport {
  const closed = `${periodName(period)} is closed.`;
  if (preparesAt <= slot) return done(closed);
  const on = dayName(dayOf(preparesAt, calendar.zone));
  return done(`${closed} It will be prepared on ${on}, when its holding days have passed.`);
}

async function prepareAndApprove(
  deps: CloseDeps,
  actor: AdminActor,
  period: Period,
  { approves }: { readonly approves: boolean },
): Promise<JobReport> {
  const prepared = await prepareOnce(deps, actor, period);
  await deps.onStep?.("close.prepared");
  if (prepared.kind === "period_open") {
    return trouble(`${periodName(period)} is not closed: close it, and prepare it by hand.`);
  }
  const closed = `${periodName(period)} is closed.`;
  if (prepared.kind === "nothing_to_pay") {
    const skipped = countWords(prepared.skips, "balance");
    return done(`${closed} Nobody is to be paid; ${skipped} skipped, each with its reason.`);
  }
  if (prepared.kind === "made_before") return done(`${closed} Its run had been prepared before.`);
  const { runId, payouts } = prepared;
  const made = payouts === undefined ? "It is" : countWords(payouts, "payout");
  const size = `${closed} ${made} prepared as run ${runId}`;
  if (!approves) return done(`${size}. Somebody has to approve it.`);
  const refusal = await approve(deps, actor, runId);
  await deps.onStep?.("close.approved");
  if (!refusal) return done(`${size} and approved.`);
  return trouble(`${size}, but not approved: ${WHY_NOT[refusal]}`);
}

/** Judged now, whatever was found before: books that do not hold are for a person to look at. */
async function approve(
  deps: CloseDeps,
  actor: AdminActor,
  runId: RunId,
): Promise<keyof typeof WHY_NOT | undefined> {
  const { checks } = await runVerify(deps, actor.name);
  if (checks.some(({ offenders }) => offenders > 0)) return "broken_books";
  const approved = await approveRun(deps, actor, runId);
  return approved.ok ? undefined : approved.problem.kind;
}

const WHY_NOT = {
  broken_books: "a rule of the books is broken. Look at Health first.",
  unknown_run: "the run is gone.",
  already_approved: "somebody approved it before.",
  run_canceled: "somebody canceled it before.",
  destination_changed: "a Stripe account changed meanwhile. Cancel the run and prepare it again.",
  needs_second_person: "it is above the threshold. A person has to approve it.",
} as const;

async function closeThrough(
  deps: CloseDeps,
  actor: AdminActor,
  period: Period,
): Promise<ClosePeriodProblem | undefined> {
  const closed = await closePeriod(deps, actor, period);
  if (closed.ok || closed.problem.kind === "already_closed") return undefined;
  if (closed.problem.kind !== "earlier_period_open") return closed.problem;
  return (
    (await closeThrough(deps, actor, closed.problem.earlier)) ?? closeThrough(deps, actor, period)
  );
}

type Prepared =
  | { readonly kind: "prepared"; readonly runId: RunId; readonly payouts: number | undefined }
  | { readonly kind: "made_before" }
  | { readonly kind: "period_open" }
  | { readonly kind: "nothing_to_pay"; readonly skips: number };

async function prepareOnce(deps: CloseDeps, actor: AdminActor, period: Period): Promise<Prepared> {
  const runId = scheduledRunId(period);
  try {
    const result = await prepareRun(deps, actor, { period }, runId);
    if (result.ok) return { kind: "prepared", runId, payouts: result.value.payouts };
    const { problem } = result;
    if (problem.kind === "nothing_to_pay") {
      return { kind: problem.kind, skips: problem.skips.length };
    }
    if (problem.kind === "period_open") return { kind: problem.kind };
    if (problem.kind === "already_prepared") {
      // Its own, from before its worker died: what is left of its work is done now.
      if (problem.runId === runId) return { kind: "prepared", runId, payouts: undefined };
      return { kind: "made_before" };
    }
    throw new Error(`${period} could not be prepared: ${problem.kind}`);
  } catch (error) {
    if (isDecidedBy(error, [SAME_RUN])) return { kind: "made_before" };
    throw error;
  }
}

/** Follows from the month, so that the schedule prepares each month once. */
function scheduledRunId(period: Period): RunId {
  const hex = createHash("sha256").update(`scheduled run of ${period}`).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return trusted.runId([...parts, hex.slice(20, 32)].join("-"));
}
