import { sql } from "drizzle-orm";
import { date, foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId, minor } from "./columns";
import { developers } from "./developers";
import { skipReason } from "./enums";
import { runs } from "./runs";

/**
 * Who was not paid in a run, and why. One row for each developer and currency with an unsettled
 * balance that got no payout, so that "why was I not paid" always has an answer. Never changed.
 */
export const skips = pgTable(
  "skips",
  {
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    runId: uuid("run_id").notNull(),
    currency: text("currency").notNull(),
    reason: skipReason("reason").notNull(),
    amount: minor("amount").notNull(),
    minimum: minor("minimum").notNull(),
    createdAt: instant("created_at").notNull(),
    /** When the holding days end, of a balance that waits for them. */
    payableFrom: date("payable_from", { mode: "string" }),
    /** What Stripe asked of the developer when the run was prepared, and why it refused them. */
    requirementsDue: text("requirements_due").array().notNull().default(sql`'{}'`),
    disabledReason: text("disabled_reason"),
  },
  (skip) => [
    primaryKey({ columns: [skip.developerId, skip.runId, skip.currency] }),
    foreignKey({ name: "skips_in_a_run", columns: [skip.runId], foreignColumns: [runs.id] }),
  ],
);
