import { dayOf, firstDay, type Period, periodOfDay, shiftPeriod, UTC } from "@/lib/domain/period";
import { CAST, type CastPlugin, MONTHS } from "./cast";
import { type DemoEvent, demoEvent } from "./demo-event";
import { generateIncidents } from "./incidents";
import { type Random, seededRandom } from "./random";

const DAY_MS = 86_400_000;
const GROWTH_A_MONTH = 1.035;
/** Sunday to Saturday: tools are bought at work. */
const WEEKDAYS = [0.55, 1.15, 1.25, 1.2, 1.15, 1.05, 0.65] as const;
/** January to December: quiet summers, a busy end of the year. */
const SEASON = [0.95, 0.95, 1.0, 1.0, 1.0, 0.95, 0.85, 0.8, 1.0, 1.05, 1.25, 1.15] as const;
const REFUND_CHANCE = 0.035;
const PARTIAL_CHANCE = 0.3;
/** Of those who pay by the month or the year, how many go on. */
const STAY_CHANCE = { monthly: 0.86, yearly: 0.62 } as const;

/**
 * Everything that happened in the demo's marketplace up to now, oldest first.
 *
 * The same on every machine at the same time: chance is seeded by plugin and day of the story, so
 * a later start of the demo tells the same story moved along the calendar.
 */
export function generateEvents(now: Date): readonly DemoEvent[] {
  const plugins = CAST.flatMap((developer) => developer.plugins);
  const start = storyStart(now);
  const told = plugins.flatMap((plugin) => eventsOf(plugin, start, now));
  return [...told, ...generateIncidents(start)]
    .filter((event) => event.occurredAt <= now)
    .sort((left, right) => left.occurredAt.getTime() - right.occurredAt.getTime());
}

/** The first of the story's months, so that the last one is the current month. */
export function firstPeriod(now: Date): Period {
  return shiftPeriod(periodOfDay(dayOf(now, UTC)), 1 - MONTHS);
}

function storyStart(now: Date): Date {
  return new Date(`${firstDay(firstPeriod(now))}T00:00:00Z`);
}

function eventsOf(plugin: CastPlugin, start: Date, now: Date): readonly DemoEvent[] {
  const launch = new Date(start);
  launch.setUTCMonth(launch.getUTCMonth() + plugin.launchedAfter);
  const events: DemoEvent[] = [];
  for (let day = launch; day <= now; day = new Date(day.getTime() + DAY_MS)) {
    const dayNo = Math.round((day.getTime() - start.getTime()) / DAY_MS);
    const random = seededRandom(`${plugin.id}/${dayNo}`);
    const installs = random.count(averageOn(plugin, day, launch));
    for (let no = 0; no < installs; no++) {
      events.push(...storyOfInstall(plugin, `${plugin.id}-${dayNo}-${no}`, day, random));
    }
  }
  return events;
}

function averageOn(plugin: CastPlugin, day: Date, launch: Date): number {
  const age = (day.getTime() - launch.getTime()) / (30 * DAY_MS);
  const weekday = WEEKDAYS[day.getUTCDay()] ?? 1;
  const season = SEASON[day.getUTCMonth()] ?? 1;
  return (plugin.monthlyInstalls / 30) * GROWTH_A_MONTH ** age * weekday * season;
}

/** An install, the payments that follow it, and now and then money that goes back. */
function storyOfInstall(
  plugin: CastPlugin,
  id: string,
  day: Date,
  random: Random,
): readonly DemoEvent[] {
  const buyerRef = `cus-${random.between(10_000, 99_999)}`;
  let at = new Date(
    day.getTime() + random.between(6 * 60, 22 * 60) * 60_000 + random.between(0, 59) * 1000,
  );
  const events = [demoEvent(plugin, { id, kind: "install", amount: plugin.price, at, buyerRef })];
  if (plugin.pricing === "free") return events;
  events.push(...moneyBack(plugin, id, at, random));
  if (plugin.pricing === "once") return events;
  // Told beyond today and cut off afterwards, so that the hour of the start changes no chance.
  for (let no = 1; no <= MONTHS && random.chance(STAY_CHANCE[plugin.pricing]); no++) {
    at = laterBy(at, plugin.pricing);
    const renewal = `${id}-r${no}`;
    events.push(
      demoEvent(plugin, { id: renewal, kind: "renewal", amount: plugin.price, at, buyerRef }),
    );
  }
  return events;
}

function moneyBack(
  plugin: CastPlugin,
  correctsId: string,
  soldAt: Date,
  random: Random,
): readonly DemoEvent[] {
  if (!random.chance(REFUND_CHANCE)) return [];
  const at = new Date(soldAt.getTime() + random.between(2 * 60, 13 * 24 * 60) * 60_000);
  const isPartial = random.chance(PARTIAL_CHANCE);
  const amount = isPartial ? Math.ceil(plugin.price / random.between(2, 4)) : plugin.price;
  return [
    demoEvent(plugin, { id: `${correctsId}-refund`, kind: "refund", amount, at, correctsId }),
  ];
}

function laterBy(at: Date, step: "monthly" | "yearly"): Date {
  const later = new Date(at);
  if (step === "monthly") later.setUTCMonth(later.getUTCMonth() + 1);
  else later.setUTCFullYear(later.getUTCFullYear() + 1);
  return later;
}
