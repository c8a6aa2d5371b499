import type { WorkStep } from "@/lib/jobs/work-pass";

/**
 * Every point between two steps of the worker where a payout is in its hands, numbered as in
 * `docs/correctness.md`. A new step without a number does not compile.
 */
export const CRASH_POINTS: Readonly<Record<WorkStep, string>> = {
  "send.begun": "CP1",
  "send.before_call": "CP2",
  "send.answered": "CP3",
  "send.finished": "CP4",
  "resolve.leased": "CP5",
  "resolve.before_resend": "CP6",
  "resolve.resolved": "CP7",
};
