import type { PostedEvent } from "@/lib/domain/event";
import type { EventId } from "@/lib/domain/ids";
import type { PostedPart } from "@/lib/domain/parts";

/** An event ready to be kept. Ids are made by the caller; hashes are SHA-256 as hex. */
export type EventToRecord = {
  readonly id: EventId;
  readonly requestHash: string;
  readonly event: PostedEvent;
};

/** One developer's row of an event. Amounts as text, because arrays of bigints are sent so. */
export type EventRow = EventToRecord & {
  /** The event's place in the batch. */
  readonly at: number;
  readonly developerId: string;
  readonly amount: string;
  readonly developerShare: string;
  readonly platformShare: string;
  readonly part: PostedPart | undefined;
};

/** An event is one row of its developer; a shared one is a row for each, under the same id. */
export function eventRows(events: readonly EventToRecord[]): readonly EventRow[] {
  return events.flatMap((item, at): readonly EventRow[] => {
    const { event } = item;
    const whole = { ...item, at };
    if (!event.parts) {
      return [
        { ...whole, ...amountsOf(event.split), developerId: event.developerId, part: undefined },
      ];
    }
    return event.parts.map((part) => ({
      ...{ ...whole, ...amountsOf(part.split), developerId: part.developerId, part },
    }));
  });
}

function amountsOf({ developer, platform }: PostedEvent["split"]) {
  return {
    amount: (developer + platform).toString(),
    developerShare: developer.toString(),
    platformShare: platform.toString(),
  };
}

/** One new id for each bucket that the batch touches; buckets already open keep their own. */
export function bucketIds(rows: readonly EventRow[], newId: () => string): string[] {
  const ids = new Map<string, string>();
  return rows.map(({ developerId, event }) => {
    const key = `${developerId} ${event.pluginId} ${event.postedOn} ${event.amount.currency}`;
    const known = ids.get(key);
    if (known) return known;
    const id = newId();
    ids.set(key, id);
    return id;
  });
}
