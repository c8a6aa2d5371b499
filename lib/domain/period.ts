import { fail, ok, type Result } from "./result";

declare const brand: unique symbol;
/** An accounting month, `YYYY-MM`. Sorts as text. */
export type Period = string & { readonly [brand]: "Period" };
/** A calendar day in the accounting zone, `YYYY-MM-DD`. Sorts as text. */
export type Day = string & { readonly [brand]: "Day" };
/** An IANA time zone that the platform knows. */
export type AccountingZone = string & { readonly [brand]: "AccountingZone" };

export type BadPeriod = { readonly kind: "bad_period"; readonly text: string };
export type BadZone = { readonly kind: "bad_zone"; readonly text: string };

const PERIOD = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Accepts `YYYY-MM` in ASCII digits and nothing else. The calendar has no year 0. */
export function parsePeriod(text: string): Result<Period, BadPeriod> {
  const isMonth = PERIOD.test(text) && !text.startsWith("0000");
  return isMonth ? ok(text as Period) : fail({ kind: "bad_period", text });
}

export function parseZone(text: string): Result<AccountingZone, BadZone> {
  try {
    const zone = new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
    return ok(zone as AccountingZone);
  } catch {
    return fail({ kind: "bad_zone", text });
  }
}

export const UTC = "UTC" as AccountingZone;

/**
 * For zones that come out of the database, where they were parsed on the way in. A platform may
 * prefer another name of the same zone by now, such as `Asia/Kolkata` to `Asia/Calcutta`.
 */
export function trustedZone(text: string): AccountingZone {
  if (text === UTC) return UTC;
  const parsed = parseZone(text);
  return parsed.ok ? parsed.value : (text as AccountingZone);
}

export function periodOfDay(day: Day): Period {
  return day.slice(0, 7) as Period;
}

export function firstDay(period: Period): Day {
  return `${period}-01` as Day;
}

/** The last day that counts in the period. */
export function lastDay(period: Period): Day {
  const [year, month] = numbersOf(period);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${period}-${days}` as Day;
}

/** Moves by whole months; negative goes back. */
export function shiftPeriod(period: Period, months: number): Period {
  const index = indexOf(period) + months;
  const shiftedYear = String(Math.floor(index / 12)).padStart(4, "0");
  return `${shiftedYear}-${String((index % 12) + 1).padStart(2, "0")}` as Period;
}

export const nextPeriod = (period: Period) => shiftPeriod(period, 1);
export const previousPeriod = (period: Period) => shiftPeriod(period, -1);

/** Every period from `from` through `to`, in order; empty when `to` is earlier. */
export function periodsBetween(from: Period, to: Period): readonly Period[] {
  const count = Math.max(0, indexOf(to) - indexOf(from) + 1);
  return Array.from({ length: count }, (_, months) => shiftPeriod(from, months));
}

/** The calendar day that an instant falls on in the zone. */
export function dayOf(instant: Date, zone: AccountingZone): Day {
  // Stryker disable next-line ConditionalExpression: the same day, found faster
  if (zone === UTC) return instant.toISOString().slice(0, 10) as Day;
  return dayFormat(zone).format(instant) as Day;
}

export function periodOf(instant: Date, zone: AccountingZone): Period {
  return periodOfDay(dayOf(instant, zone));
}

/** A period has ended once the zone's calendar shows a later month. */
export function hasEnded(period: Period, now: Date, zone: AccountingZone): boolean {
  return periodOf(now, zone) > period;
}

/** The day after so many days; negative goes back. */
export function shiftDay(day: Day, days: number): Day {
  const shifted = new Date(`${day}T00:00:00Z`);
  shifted.setUTCDate(shifted.getUTCDate() + days);
  return shifted.toISOString().slice(0, 10) as Day;
}

/** For values that come out of the database, where they were parsed on the way in. */
export const trustedPeriod = (text: string) => text as Period;
export const trustedDay = (text: string) => text as Day;

const dayFormats = new Map<AccountingZone, Intl.DateTimeFormat>();

/** Sweden writes dates as ISO 8601 does. */
function dayFormat(zone: AccountingZone): Intl.DateTimeFormat {
  const known = dayFormats.get(zone);
  // Stryker disable next-line ConditionalExpression: what is remembered is made again, only slower
  if (known) return known;
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  // Stryker disable next-line CallExpression: as above
  dayFormats.set(zone, format);
  return format;
}

/** Months since January of year 0. */
function indexOf(period: Period): number {
  const [year, month] = numbersOf(period);
  return year * 12 + (month - 1);
}

function numbersOf(period: Period): readonly [year: number, month: number] {
  return [Number(period.slice(0, 4)), Number(period.slice(5, 7))];
}
