import { and, eq, getTableColumns, sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  pgView,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { marketplaceId, minor } from "./columns";
import { developers } from "./developers";
import { payables } from "./payables";
import { plugins } from "./plugins";

/**
 * Buckets: the sums of one developer × plugin × accounting day × currency.
 *
 * The rollup that charts read, and how much a payable is. At most one bucket of a key takes events.
 * Those of a claimed payable never change: its month is closed by then, and later events count in
 * the next. The month of a sale that is paid at once may be open; its bucket is frozen instead.
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
    /** What it is a part of: its month of the plugin, or its one sale. */
    payableId: uuid("payable_id").notNull(),
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
    /** Takes no events: the bucket of one sale, and those that a claim froze before `payables`. */
    frozen: boolean("frozen").notNull().default(false),
  },
  (balance) => [
    // The identity, the charts of a developer's days, and that events refer to bucket, day and
    // plugin at once.
    primaryKey({ columns: [balance.developerId, balance.day, balance.id, balance.pluginId] }),
    uniqueIndex("balances_one_open_bucket")
      .on(balance.developerId, balance.pluginId, balance.day, balance.currency)
      .where(sql`not ${balance.frozen}`),
    index("balances_of_a_payable").on(balance.developerId, balance.payableId),
    foreignKey({
      name: "balances_part_of_a_payable",
      columns: [balance.developerId, balance.payableId],
      foreignColumns: [payables.developerId, payables.id],
    }),
    check(
      "balances_shares_add_up",
      sql`${balance.developerShare} + ${balance.platformShare} = ${balance.amount}`,
    ),
  ],
);

/** Each bucket with the payout that has claimed its payable, if one has. */
export const claimedBalances = pgView("claimed_balances").as((query) =>
  query
    .select({
      ...getTableColumns(balances),
      payoutId: payables.payoutId,
      waitsForInstant: payables.waitsForInstant,
    })
    .from(balances)
    .innerJoin(
      payables,
      and(eq(payables.developerId, balances.developerId), eq(payables.id, balances.payableId)),
    ),
);
