import { type AccountingZone, type Day, dayOf } from "./period";

const HOUR = 3_600_000;

/**
 * The first instant of a calendar day in the zone.
 *
 * Found by halving, not by adding an offset: where clocks jump at midnight, a day begins at one
 * o'clock, and the offset at UTC midnight is not always the one at local midnight.
 */
export function dayStart(day: Day, zone: AccountingZone): Date {
  const midnight = new Date(`${day}T00:00:00Z`).getTime();
  let before = midnight - 16 * HOUR;
  let within = midnight + 16 * HOUR;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayOf(new Date(middle), zone) >= day) within = middle;
    else before = middle;
  }
  return new Date(within);
}

/**
 * Reads `YYYY-MM-DD`, and nothing that is not in the calendar. `Date` reads much more than it
 * writes, and years of more than four digits, which do not sort as text.
 */
export function parseDay(text: string): Day | undefined {
  const midnight = `${text}T00:00:00.000Z`;
  const date = new Date(midnight);
  // There is no year 0, and PostgreSQL knows none.
  if (text.length !== 10 || text.startsWith("0000") || Number.isNaN(date.getTime()))
    return undefined;
  return date.toISOString() === midnight ? (text as Day) : undefined;
}
