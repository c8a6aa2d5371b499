import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId, minor } from "./columns";

/**
 * Times in which nothing of a currency is sent, because Stripe's balance did not cover a payout.
 *
 * The row names the attempt that met the refusal, keeps what Stripe last said is available, and
 * ends when the balance covers the next payout in line. It is written by the statement that puts
 * the payout back, so a payout never waits without a pause that says why. At most one is open for
 * a currency: several lanes and workers may meet the refusal at once.
 */
export const sendingPauses = pgTable(
  "sending_pauses",
  {
    id: uuid("id").primaryKey(),
    currency: text("currency").notNull(),
    pausedAt: instant("paused_at").notNull(),
    developerId: marketplaceId("developer_id").notNull(),
    payoutId: uuid("payout_id").notNull(),
    attemptNo: integer("attempt_no").notNull(),
    /** What Stripe said is there, and when it said so. Absent until it has been asked. */
    available: minor("available"),
    readAt: instant("read_at"),
    /** When Stripe was last asked, whether it answered or not. */
    checkedAt: instant("checked_at"),
    resumedAt: instant("resumed_at"),
    resumedBy: text("resumed_by"),
  },
  (pause) => [
    uniqueIndex("sending_pauses_one_open_per_currency")
      .on(pause.currency)
      .where(sql`${pause.resumedAt} is null`),
    index("sending_pauses_of_a_currency").on(pause.currency, pause.resumedAt),
    check(
      "sending_pauses_read_has_a_time",
      sql`(${pause.available} is null) = (${pause.readAt} is null)`,
    ),
    check(
      "sending_pauses_resumed_by_somebody",
      sql`(${pause.resumedAt} is null) = (${pause.resumedBy} is null)`,
    ),
  ],
);
