import { oneValue } from "@/app/search-params";
import type { EventCursor, EventFilter } from "@/db/queries/developer-events";
import { parseCurrency } from "@/lib/domain/currency";
import { parseEventId, parsePluginId } from "@/lib/domain/ids";
import { firstDay, lastDay, type Period, trustedDay } from "@/lib/domain/period";

export type EventsQuery = {
  readonly filter: EventFilter;
  readonly day: EventFilter["from"] | undefined;
  readonly after: EventCursor | undefined;
};

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Which figure an address asks about. Nothing, where any part of it is wrong. */
export function readEventsQuery(period: Period, params: Params): EventsQuery | undefined {
  const given = {
    currency: oneValue(params.currency),
    plugin: oneValue(params.plugin),
    day: oneValue(params.day),
    after: oneValue(params.after),
  };
  const currency = given.currency === undefined ? undefined : parseCurrency(given.currency);
  const pluginId = given.plugin === undefined ? undefined : parsePluginId(given.plugin);
  const after = given.after === undefined ? undefined : readCursor(given.after);
  if (currency?.ok === false || pluginId?.ok === false || after?.ok === false) return undefined;
  if (given.day !== undefined && !isDayOf(period, given.day)) return undefined;
  const day = given.day === undefined ? undefined : trustedDay(given.day);
  return {
    filter: {
      from: day ?? firstDay(period),
      to: day ?? lastDay(period),
      currency: currency?.value,
      pluginId: pluginId?.value,
    },
    day,
    after: after?.cursor,
  };
}

export function writeCursor({ postedOn, id }: EventCursor): string {
  return `${postedOn}_${id}`;
}

function readCursor(
  text: string,
): { readonly ok: true; readonly cursor: EventCursor } | { readonly ok: false } {
  const [day = "", idText = "", ...rest] = text.split("_");
  const id = parseEventId(idText);
  if (rest.length > 0 || !id.ok || !isCalendarDay(day)) return { ok: false };
  return { ok: true, cursor: { postedOn: trustedDay(day), id: id.value } };
}

function isDayOf(period: Period, text: string): boolean {
  return isCalendarDay(text) && text >= firstDay(period) && text <= lastDay(period);
}

function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
