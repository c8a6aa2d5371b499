import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { marketplaceId, minor } from "./columns";
import { developers } from "./developers";
import { plugins } from "./plugins";

/**
 * Buckets: the sums of one developer × plugin × accounting day × currency.
 *
 * The rollup that charts read and the unit that payouts claim. At most one bucket of a key takes
 * events. Claiming freezes it for good, and later events open a new one; releasing a canceled
 * payout clears `payout_id` and leaves it frozen, so a claimed sum can never change.
 *
 * A sale of a developer who is paid at once has a bucket of its own, frozen from the start and with
 * the event's id, so that nothing else can get into what is paid for it.
 */
export const balances = pgTable(
  "balances",
  {
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    id: uuid("id").notNull(),
    pluginId: marketplaceId("plugin_id")
      .notNull()
      .references(() => plugins.id),
    day: date("day", { mode: "string" }).notNull(),
    currency: text("currency").notNull(),
    /** Paid installs. */
    installs: integer("installs").notNull(),
    freeInstalls: integer("free_installs").notNull(),
    renewals: integer("renewals").notNull(),
    refunds: integer("refunds").notNull(),
    /** Gross: sales less what was given back. */
    amount: minor("amount").notNull(),
    developerShare: minor("developer_share").notNull(),
    platformShare: minor("platform_share").notNull(),
    /** The part of `amount` that refunds took back (≤ 0), which charts draw below the line. */
    refundedAmount: minor("refunded_amount").notNull(),
    /** The part of `developer_share` that refunds took back. */
    refundedShare: minor("refunded_share").notNull(),
    frozen: boolean("frozen").notNull().default(false),
    /** A payout of the same developer: checked once a statement by triggers (decision 22). */
    payoutId: uuid("payout_id"),
    /** Nobody has judged yet whether its one sale is paid at once. */
    waitsForInstant: boolean("waits_for_instant").notNull().default(false),
  },
  (balance) => [
    // One index for three things, because each is written for each bucket that a run claims: the
    // identity, the charts of a developer's days, and that events refer to bucket, day and plugin
    // at once.
    primaryKey({ columns: [balance.developerId, balance.day, balance.id, balance.pluginId] }),
    uniqueIndex("balances_one_open_bucket")
      .on(balance.developerId, balance.pluginId, balance.day, balance.currency)
      .where(sql`not ${balance.frozen}`),
    index("balances_unsettled")
      .on(balance.developerId, balance.currency, balance.day)
      .where(sql`${balance.payoutId} is null`),
    index("balances_waiting_for_instant")
      .on(balance.developerId, balance.id)
      .where(sql`${balance.waitsForInstant} and ${balance.payoutId} is null`),
    check(
      "balances_shares_add_up",
      sql`${balance.developerShare} + ${balance.platformShare} = ${balance.amount}`,
    ),
    check("balances_claimed_are_frozen", sql`${balance.payoutId} is null or ${balance.frozen}`),
    check("balances_waiting_are_frozen", sql`not ${balance.waitsForInstant} or ${balance.frozen}`),
  ],
);
