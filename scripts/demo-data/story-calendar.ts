import { dayOf, firstDay, type Period, periodOfDay, shiftPeriod, UTC } from "@/lib/domain/period";
import { MONTHS } from "./cast";

/** The story is told by how long ago something was, so that it moves along with the calendar. */
export type StoryCalendar = {
  readonly now: Date;
  readonly start: Date;
  /** 0 is the month in progress, 1 the one that the visitor may close and pay. */
  readonly month: (monthsAgo: number) => Period;
  readonly at: (monthsAgo: number, day: number, hour: number) => Date;
};

export function storyCalendar(now: Date): StoryCalendar {
  const current = periodOfDay(dayOf(now, UTC));
  const month = (monthsAgo: number) => shiftPeriod(current, -monthsAgo);
  const startOf = (monthsAgo: number) => new Date(`${firstDay(month(monthsAgo))}T00:00:00Z`);
  return {
    now,
    start: startOf(MONTHS - 1),
    month,
    at: (monthsAgo, day, hour) =>
      new Date(startOf(monthsAgo).getTime() + ((day - 1) * 24 + hour) * 3_600_000),
  };
}
