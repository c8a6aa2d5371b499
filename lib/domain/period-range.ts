import {
  type BadPeriod,
  type Period,
  parsePeriod,
  periodsBetween,
  shiftPeriod,
  trustedPeriod,
} from "./period";
import { fail, ok, type Result } from "./result";

/** A range of months, both ends included. */
export type PeriodRange = { readonly from: Period; readonly to: Period };

export type BadRange =
  | BadPeriod
  | { readonly kind: "ends_before_it_begins"; readonly from: Period; readonly to: Period }
  | { readonly kind: "too_long"; readonly months: number };

/** No event lies before 2000; the end keeps years at four digits, so that they sort as text. */
const EARLIEST = trustedPeriod("2000-01");
const LATEST = trustedPeriod("2999-12");

export const RANGE_MONTHS_DEFAULT = 12;
export const RANGE_MONTHS_MAX = 120;

/** A month that books can have. Calendars go further, and their arithmetic does not. */
export function parseBookMonth(text: string): Result<Period, BadPeriod> {
  const period = parsePeriod(text);
  const isInBooks = period.ok && period.value >= EARLIEST && period.value <= LATEST;
  return isInBooks ? period : fail({ kind: "bad_period", text });
}

/**
 * Reads a range as an address gives it. A missing end is the current month, a missing beginning
 * makes it twelve months; a wrong one is an error, never "all time".
 */
export function parseRange(
  given: { readonly from: string | undefined; readonly to: string | undefined },
  current: Period,
): Result<PeriodRange, BadRange> {
  const to = given.to === undefined ? ok(current) : parseBookMonth(given.to);
  if (!to.ok) return to;
  const from =
    given.from === undefined
      ? ok(shiftPeriod(to.value, 1 - RANGE_MONTHS_DEFAULT))
      : parseBookMonth(given.from);
  if (!from.ok) return from;
  const range = { from: from.value, to: to.value };
  if (range.from > range.to) return fail({ kind: "ends_before_it_begins", ...range });
  const months = monthsOf(range);
  return months > RANGE_MONTHS_MAX ? fail({ kind: "too_long", months }) : ok(range);
}

export function periodsOf({ from, to }: PeriodRange): readonly Period[] {
  return periodsBetween(from, to);
}

function monthsOf({ from, to }: PeriodRange): number {
  const index = (period: Period) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5));
  return index(to) - index(from) + 1;
}
