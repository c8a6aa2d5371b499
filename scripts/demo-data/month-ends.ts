import { closePeriod } from "@/lib/use-cases/close-period";
import type { Act } from "./act";
import { ADA } from "./admins";
import { assertDone } from "./assert-done";
import { holdingDaysOf, MONTHS } from "./cast";
import { payMonth } from "./pay-month";
import type { StoryCalendar } from "./story-calendar";
import { TROUBLED_MONTHS } from "./troubled-months";

/** Every month but the last finished one, which is left for the visitor to close and pay. */
export function monthEnds(calendar: StoryCalendar): readonly Act[] {
  const months = Array.from({ length: MONTHS - 2 }, (_, index) => MONTHS - 1 - index);
  return months.flatMap((monthsAgo) => monthEnd(calendar, monthsAgo));
}

/** Closed on the second, paid on the third, or that much later as it was held. */
function monthEnd(calendar: StoryCalendar, monthsAgo: number): readonly Act[] {
  const period = calendar.month(monthsAgo);
  const pay = TROUBLED_MONTHS[monthsAgo] ?? payMonth;
  return [
    {
      at: calendar.at(monthsAgo - 1, 2, 9),
      play: async ({ deps }) => void assertDone("close", await closePeriod(deps, ADA, period)),
    },
    {
      at: calendar.at(monthsAgo - 1, 3 + holdingDaysOf(monthsAgo), 10),
      play: (world) => pay(world, period),
    },
  ];
}
