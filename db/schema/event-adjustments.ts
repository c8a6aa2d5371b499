import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { instant, marketplaceId } from "./columns";
import { events } from "./events";

/** Why an adjustment was made, and by whom. The developer reads reason and note. Append-only. */
export const eventAdjustments = pgTable(
  "event_adjustments",
  {
    developerId: marketplaceId("developer_id").notNull(),
    eventId: uuid("event_id").notNull(),
    reason: text("reason", { enum: ADJUSTMENT_REASONS }).notNull(),
    note: text("note").notNull(),
    madeBy: text("made_by").notNull(),
    madeAt: instant("made_at").notNull(),
  },
  (adjustment) => [
    primaryKey({ columns: [adjustment.developerId, adjustment.eventId] }),
    foreignKey({
      name: "event_adjustments_of_an_event",
      columns: [adjustment.developerId, adjustment.eventId],
      foreignColumns: [events.developerId, events.id],
    }),
  ],
);
