import { dayStart } from "./day-start";
import {
  type AccountingZone,
  type Day,
  dayOf,
  type Period,
  periodOf,
  previousPeriod,
} from "./period";

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

/** On which day and hour of the accounting zone the month before is closed and prepared. */
export type CloseSchedule = {
  readonly day: number;
  readonly hour: number;
  /** Whether the prepared run is approved too, as far as one person may. */
  readonly approves: boolean;
  /** Only dates after this count: a schedule never acts on the past. */
  readonly since: Date;
};

/** Every month has it. */
export const CLOSE_DAY_MAX = 28;

export type Calendar = {
  readonly zone: AccountingZone;
  /** Absent while months are closed by hand. */
  readonly close: CloseSchedule | undefined;
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
      return closingsAround(now, calendar)?.findLast((at) => at <= now);
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
      return closingsAround(now, calendar)?.find((at) => at > now);
  }
}

/** The month that a closing on this date is about: the one before. */
export function periodToClose(slot: Date, zone: AccountingZone): Period {
  return previousPeriod(periodOf(slot, zone));
}

function lastOf(now: Date, everyMs: number, atMs: number): Date {
  return new Date(Math.floor((now.getTime() - atMs) / everyMs) * everyMs + atMs);
}

/** Those dates of the month before, of this one and of the next that count. */
function closingsAround(now: Date, { zone, close }: Calendar): readonly Date[] | undefined {
  if (!close) return undefined;
  const months = [-1, 0, 1].map((months) => {
    const date = new Date(`${periodOf(now, zone)}-15T00:00:00Z`);
    date.setUTCMonth(date.getUTCMonth() + months);
    return date.toISOString().slice(0, 7);
  });
  const day = String(close.day).padStart(2, "0");
  return months
    .map((month) => atHour(`${month}-${day}` as Day, close.hour, zone))
    .filter((at) => at > close.since);
}

/** An hour of a day in the zone; the next instant that there is where clocks jump over it. */
function atHour(day: Day, hour: number, zone: AccountingZone): Date {
  const start = dayStart(day, zone).getTime();
  const tries = [hour - 1, hour, hour + 1].map((hours) => new Date(start + hours * HOUR_MS));
  return (
    tries.find((at) => dayOf(at, zone) === day && hourOf(at, zone) >= hour) ??
    new Date(start + hour * HOUR_MS)
  );
}

function hourOf(at: Date, zone: AccountingZone): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    hourCycle: "h23",
  });
  return Number(parts.format(at));
}
