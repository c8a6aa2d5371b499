import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { marketplaceId } from "./columns";
import { payouts } from "./payouts";

/**
 * What payouts claim: one developer × plugin × currency × accounting month, whole, with all buckets
 * in it. Opened with the first of them; how much it is, only its buckets say.
 *
 * A sale of a developer who is paid at once is a payable of its own, under the event's id. The id of
 * a month's follows from what it is of (`payableId`), so that two recorders open one and the same.
 */
export const payables = pgTable(
  "payables",
  {
    developerId: marketplaceId("developer_id").notNull(),
    id: uuid("id").notNull(),
    pluginId: marketplaceId("plugin_id").notNull(),
    currency: text("currency").notNull(),
    /** The accounting month, as `YYYY-MM`. */
    period: text("period").notNull(),
    /** One sale that is paid at once, not a month. */
    isSale: boolean("is_sale").notNull().default(false),
    /** Nobody has judged yet whether the sale is paid at once. */
    waitsForInstant: boolean("waits_for_instant").notNull().default(false),
    /** The payout that pays it: absent before, and again after it was canceled. */
    payoutId: uuid("payout_id"),
  },
  (payable) => [
    primaryKey({ columns: [payable.developerId, payable.id] }),
    index("payables_unsettled")
      .on(payable.developerId, payable.currency, payable.period)
      .where(sql`${payable.payoutId} is null`),
    index("payables_waiting_for_instant")
      .on(payable.id)
      .where(sql`${payable.waitsForInstant} and ${payable.payoutId} is null`),
    index("payables_of_a_payout")
      .on(payable.developerId, payable.payoutId)
      .where(sql`${payable.payoutId} is not null`),
    foreignKey({
      name: "payables_claimed_by_a_payout",
      columns: [payable.developerId, payable.payoutId],
      foreignColumns: [payouts.developerId, payouts.id],
    }),
    check("payables_waiting_are_sales", sql`not ${payable.waitsForInstant} or ${payable.isSale}`),
  ],
);
