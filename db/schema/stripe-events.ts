import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * The inbox of Stripe's webhooks. Verified, stored once by id, answered, and acted on later by
 * re-fetching what they speak of. Never deleted, so that a replay has no effect.
 */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    account: text("account"),
    objectId: text("object_id"),
    payload: jsonb("payload").notNull(),
    receivedAt: instant("received_at").notNull(),
    processedAt: instant("processed_at"),
    /** What was done about it, in a word or two. */
    outcome: text("outcome"),
    attempts: integer("attempts").notNull().default(0),
  },
  (event) => [
    index("stripe_events_to_process").on(event.receivedAt).where(sql`${event.processedAt} is null`),
  ],
);
