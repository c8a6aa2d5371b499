import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId, minor } from "./columns";
import { saleSkipReason } from "./enums";
import { events } from "./events";

/**
 * Sales that were to be paid at once and were not, and why: one row for each that is left for the
 * month's run. What it says is how things stood when the sale was judged. Never changed.
 */
export const saleSkips = pgTable(
  "sale_skips",
  {
    developerId: marketplaceId("developer_id").notNull(),
    eventId: uuid("event_id").notNull(),
    currency: text("currency").notNull(),
    reason: saleSkipReason("reason").notNull(),
    /** The developer's share of the sale. */
    amount: minor("amount").notNull(),
    minimum: minor("minimum").notNull(),
    /** All that was unsettled in the currency, the sale included. */
    balance: minor("balance").notNull(),
    createdAt: instant("created_at").notNull(),
    /** What Stripe asked of the developer then, and why it refused them. */
    requirementsDue: text("requirements_due").array().notNull().default(sql`'{}'`),
    disabledReason: text("disabled_reason"),
  },
  (skip) => [
    primaryKey({ columns: [skip.developerId, skip.eventId] }),
    index("sale_skips_by_time").on(skip.createdAt, skip.eventId, skip.developerId),
    foreignKey({
      name: "sale_skips_of_a_sale",
      columns: [skip.developerId, skip.eventId],
      foreignColumns: [events.developerId, events.id],
    }),
    check(
      "sale_skips_in_debt_owe",
      sql`${skip.reason} <> 'owes_marketplace' or ${skip.balance} < ${skip.amount}`,
    ),
    check(
      "sale_skips_below_the_minimum_are",
      sql`${skip.reason} <> 'below_minimum' or ${skip.amount} < ${skip.minimum}`,
    ),
  ],
);
