import type { WorkStep } from "@/lib/use-cases/work-step";

/**
 * Every point between two steps of work on money, numbered as in `docs/correctness.md`. A new step
 * without a number does not compile.
 */
export const CRASH_POINTS: Readonly<Record<WorkStep, string>> = {
  "send.begun": "CP1",
  "send.before_call": "CP2",
  "send.answered": "CP3",
  "send.finished": "CP4",
  "resolve.leased": "CP5",
  "resolve.before_resend": "CP6",
  "resolve.resolved": "CP7",
  "reverse.requested": "CP8",
  "reverse.answered": "CP9",
  "reverse.mirrored": "CP10",
  "reverse.finished": "CP11",
  "resolve_reversal.leased": "CP12",
  "resolve_reversal.mirrored": "CP13",
  "resolve_reversal.resolved": "CP14",
  "onboard.begun": "CP15",
  "onboard.created": "CP16",
  "onboard.kept": "CP17",
  "onboard.renewed": "CP18",
  "onboard.replaced": "CP19",
  "inbox.counted": "CP20",
  "inbox.acted": "CP21",
  "inbox.marked": "CP22",
  "charge.read": "CP23",
  "charge.recorded": "CP24",
  "instant.prepared": "CP25",
  "instant.approved": "CP26",
  "close.closed": "CP27",
  "close.prepared": "CP28",
  "close.approved": "CP29",
};

/** Where work of one kind can die: its steps, each with its number. */
export function crashPointsOf(work: string): readonly (readonly [WorkStep, string])[] {
  const points = Object.entries(CRASH_POINTS) as readonly (readonly [WorkStep, string])[];
  return points.filter(([step]) => step.startsWith(`${work}.`));
}
