import { type AccountingZone, type Day, firstDay, lastDay, type Period } from "../period";

const monthFormat = new Intl.DateTimeFormat("en-GB", {
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const shortMonthFormat = new Intl.DateTimeFormat("en-GB", {
  month: "short",
  year: "2-digit",
  timeZone: "UTC",
});
const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const fullDayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** `March 2026` */
export function periodName(period: Period): string {
  return monthFormat.format(noon(firstDay(period)));
}

/** `Mar 26`, for axes. */
export function shortPeriodName(period: Period): string {
  return shortMonthFormat.format(noon(firstDay(period)));
}

/** `1 Mar – 31 Mar, UTC` */
export function periodSpan(period: Period, zone: AccountingZone): string {
  return `${shortDayName(firstDay(period))} – ${shortDayName(lastDay(period))}, ${zone}`;
}

/** `5 Mar` */
export function shortDayName(day: Day): string {
  return dayFormat.format(noon(day));
}

/** `5 Mar 2026` */
export function dayName(day: Day): string {
  return fullDayFormat.format(noon(day));
}

function noon(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}
