import type { Currency } from "@/lib/domain/currency";
import type { PluginId } from "@/lib/domain/ids";
import type { Day, Period } from "@/lib/domain/period";

/** Where a figure of a statement is explained by the events behind it. */
export function eventsHref(
  period: Period,
  figure: {
    readonly currency?: Currency | undefined;
    readonly pluginId?: PluginId | undefined;
    readonly day?: Day | undefined;
    readonly after?: string | undefined;
  },
): string {
  const query = new URLSearchParams();
  if (figure.currency) query.set("currency", figure.currency);
  if (figure.pluginId) query.set("plugin", figure.pluginId);
  if (figure.day) query.set("day", figure.day);
  if (figure.after) query.set("after", figure.after);
  const text = query.toString();
  return `/earnings/${period}/events${text === "" ? "" : `?${text}`}`;
}
