import { dayStart } from "./day-start";
import { type PayoutRule, PLAIN_RULE, payableFrom } from "./payout-rule";
import {
  type AccountingZone,
  type Day,
  dayOf,
  nextPeriod,
  type Period,
  periodOf,
  periodsBetween,
  shiftPeriod,
} from "./period";

/** On which day and hour of the accounting zone the month before is closed. */
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

/** The holding days of months from one on, until the next such month. */
export type Holding = Pick<PayoutRule, "holdingDays"> & { readonly from: Period };

export type Calendar = {
  readonly zone: AccountingZone;
  /** Absent while months are closed by hand. */
  readonly close: CloseSchedule | undefined;
  /** The earliest month first. */
  readonly holdings: readonly Holding[];
};

/** When the clock closes a month, and when it prepares it: then, or once it is held no more. */
export type MonthDates = {
  readonly period: Period;
  readonly closesAt: Date;
  readonly preparesAt: Date;
};

/** Every date around now on which something is to be closed or prepared, the earliest first. */
export function closeSlots(now: Date, calendar: Calendar): readonly Date[] {
  return monthsAround(now, calendar)
    .flatMap(({ closesAt, preparesAt }) => [closesAt, preparesAt])
    .filter((at) => counts(at, calendar))
    .sort((left, right) => left.getTime() - right.getTime());
}

export type CloseWork = {
  /** To be closed, with those before it. */
  readonly closes: MonthDates | undefined;
  /** To be prepared, the earliest first. */
  readonly prepares: readonly MonthDates[];
};

/**
 * What a date is about: closing the month before, and preparing those whose time it is. Of dates
 * that were missed since `doneAt` (absent: nobody knows) only the latest month is made up for, as
 * its run pays everything through its end.
 */
export function closeWork(slot: Date, calendar: Calendar, doneAt: Date | undefined): CloseWork {
  const months = monthsAround(slot, calendar);
  const isDue = (at: Date) => at <= slot && counts(at, calendar);
  const due = months.filter(({ preparesAt }) => isDue(preparesAt));
  const prepares = due.filter((month) => {
    const isMissed = !doneAt || month.preparesAt > doneAt;
    return month.preparesAt.getTime() === slot.getTime() || (month === due.at(-1) && isMissed);
  });
  return { closes: months.findLast(({ closesAt }) => isDue(closesAt)), prepares };
}

function counts(at: Date, { close }: Calendar): boolean {
  return close !== undefined && at > close.since;
}

/** So long before now a month can have ended that is still to be prepared: the longest holding. */
const MONTHS_BACK = 8;

function monthsAround(now: Date, { zone, close, holdings }: Calendar): readonly MonthDates[] {
  if (!close) return [];
  const current = periodOf(now, zone);
  return periodsBetween(shiftPeriod(current, -MONTHS_BACK), current).map((period) => {
    const closesOn = `${nextPeriod(period)}-${String(close.day).padStart(2, "0")}` as Day;
    const closesAt = atHour(closesOn, close.hour, zone);
    const holding = holdings.findLast(({ from }) => from <= period) ?? PLAIN_RULE;
    const payableAt = atHour(payableFrom(period, holding), close.hour, zone);
    return { period, closesAt, preparesAt: laterOf(payableAt, closesAt) };
  });
}

function laterOf(left: Date, right: Date): Date {
  return new Date(Math.max(left.getTime(), right.getTime()));
}

const HOUR_MS = 60 * 60_000;

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
