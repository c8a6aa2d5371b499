import type { Database } from "@/db/client";
import { auditCtes } from "./audit";
import type { EventToRecord } from "./event-rows";

/**
 * The audit entry of an event that somebody typed in by hand, as further CTEs of the statement that
 * records it: no row in `recorded`, no entry.
 */
export function authorCtes(
  db: Pick<Database, "sql">,
  batch: {
    readonly author: string;
    readonly recordedAt: Date;
    readonly events: readonly EventToRecord[];
  },
) {
  const [item, ...others] = batch.events;
  if (!item || others.length > 0) throw new Error("What is typed by hand is recorded one by one");
  const { id, event } = item;
  const { minor, currency } = event.amount;
  const entry = {
    ...{ at: batch.recordedAt, actor: batch.author, action: "event.record" },
    subject: `event:${id}`,
    detail: {
      ...{ externalId: event.externalId, kind: event.kind, plugin: event.pluginId },
      ...{ amount: (minor < 0n ? -minor : minor).toString(), currency },
      ...(event.corrects ? { corrects: event.corrects.id } : {}),
    },
  };
  return db.sql`, ${auditCtes(db, entry, "recorded")}`;
}
