import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";
import { readiness } from "./enums";

/**
 * A developer's Stripe account. The row is written before Stripe is asked, with the key of the
 * asking, so that a double click or a second tab gets the same account.
 */
export const connectedAccounts = pgTable(
  "connected_accounts",
  {
    developerId: marketplaceId("developer_id")
      .primaryKey()
      .references(() => developers.id),
    creationKey: text("creation_key").notNull(),
    creationNo: integer("creation_no").notNull().default(1),
    creationStartedAt: instant("creation_started_at").notNull(),
    stripeAccountId: text("stripe_account_id"),
    readiness: readiness("readiness"),
    /** When Stripe first took transfers: what it stops later is its hold, not an unfinished start. */
    firstReadyAt: instant("first_ready_at"),
    requirementsDue: text("requirements_due").array().notNull().default(sql`'{}'`),
    requirementsPending: text("requirements_pending").array().notNull().default(sql`'{}'`),
    disabledReason: text("disabled_reason"),
    detailsSubmitted: boolean("details_submitted").notNull().default(false),
    payoutsEnabled: boolean("payouts_enabled"),
    country: text("country"),
    fetchedAt: instant("fetched_at"),
  },
  (account) => [
    unique("connected_accounts_belong_to_one_developer").on(account.stripeAccountId),
    check(
      "connected_accounts_known_once_fetched",
      sql`${account.readiness} is null
        or (${account.stripeAccountId} is not null and ${account.fetchedAt} is not null)`,
    ),
  ],
);
