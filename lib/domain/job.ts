import { type Calendar, closeSlots } from "./closing";

/** What the worker does by the clock. */
export const JOBS = ["sweep", "verify", "reconcile", "close"] as const;
export type JobName = (typeof JOBS)[number];

/** Those that somebody may run at any time. Closing a month cannot be undone, so it is no click. */
export const ASKABLE_JOBS = ["sweep", "verify", "reconcile"] as const satisfies readonly JobName[];
export type AskableJob = (typeof ASKABLE_JOBS)[number];

/** How a job ended. `problems`: it did its work, and what it found needs a person. */
export const JOB_OUTCOMES = ["done", "problems", "failed"] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];
export type JobReport = {
  readonly outcome: Exclude<JobOutcome, "failed">;
  readonly message: string;
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const VERIFY_AT_MS = 17 * MINUTE_MS;
const RECONCILE_AT_MS = 3 * HOUR_MS + 43 * MINUTE_MS;

/** The last time that a job was to run, up to now. Earlier ones that were missed count as this. */
export function lastSlot(job: JobName, now: Date, calendar: Calendar): Date | undefined {
  switch (job) {
    case "sweep":
      return lastOf(now, MINUTE_MS, 0);
    case "verify":
      return lastOf(now, HOUR_MS, VERIFY_AT_MS);
    case "reconcile":
      return lastOf(now, DAY_MS, RECONCILE_AT_MS);
    case "close":
      return closeSlots(now, calendar).findLast((at) => at <= now);
  }
}

/** When a job runs next by the clock; absent when it is switched off. */
export function nextSlot(job: JobName, now: Date, calendar: Calendar): Date | undefined {
  switch (job) {
    case "sweep":
      return new Date(lastOf(now, MINUTE_MS, 0).getTime() + MINUTE_MS);
    case "verify":
      return new Date(lastOf(now, HOUR_MS, VERIFY_AT_MS).getTime() + HOUR_MS);
    case "reconcile":
      return new Date(lastOf(now, DAY_MS, RECONCILE_AT_MS).getTime() + DAY_MS);
    case "close":
      return closeSlots(now, calendar).find((at) => at > now);
  }
}

function lastOf(now: Date, everyMs: number, atMs: number): Date {
  return new Date(Math.floor((now.getTime() - atMs) / everyMs) * everyMs + atMs);
}
