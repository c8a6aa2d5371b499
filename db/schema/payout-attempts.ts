import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { attemptOutcome } from "./enums";
import { payouts } from "./payouts";

/**
 * One try at sending a payout. Written before the call, with the exact request and its
 * idempotency key, so that any process can repeat the same bytes or look the answer up.
 */
export const payoutAttempts = pgTable(
  "payout_attempts",
  {
    developerId: marketplaceId("developer_id").notNull(),
    payoutId: uuid("payout_id").notNull(),
    no: integer("no").notNull(),
    request: jsonb("request").notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    /** Absent while the call is under way; `lost` may later become `confirmed` or `refused`. */
    outcome: attemptOutcome("outcome"),
    code: text("code"),
    detail: text("detail"),
    stripeRequestId: text("stripe_request_id"),
  },
  (attempt) => [
    primaryKey({ columns: [attempt.developerId, attempt.payoutId, attempt.no] }),
    uniqueIndex("payout_attempts_one_per_key").on(attempt.idempotencyKey, attempt.developerId),
    foreignKey({
      name: "payout_attempts_of_a_payout",
      columns: [attempt.developerId, attempt.payoutId],
      foreignColumns: [payouts.developerId, payouts.id],
    }),
    check(
      "payout_attempts_finished_have_an_outcome",
      sql`(${attempt.finishedAt} is null) = (${attempt.outcome} is null)`,
    ),
  ],
);
