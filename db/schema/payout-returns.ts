import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, marketplaceId, minor } from "./columns";
import { payouts } from "./payouts";

/**
 * What a reversal took back of a paid payout: the money is with the marketplace again, and owed
 * to the developer again. Like a payable it is claimed by the payout that pays it anew.
 */
export const payoutReturns = pgTable(
  "payout_returns",
  {
    developerId: marketplaceId("developer_id").notNull(),
    id: uuid("id").notNull().defaultRandom(),
    /** The payout whose transfer was reversed. */
    payoutId: uuid("payout_id").notNull(),
    currency: text("currency").notNull(),
    amount: minor("amount").notNull(),
    /** The accounting day on which the books learned of it. */
    day: date("day", { mode: "string" }).notNull(),
    returnedAt: instant("returned_at").notNull(),
    paidAgainBy: uuid("paid_again_by"),
  },
  (returned) => [
    primaryKey({ columns: [returned.developerId, returned.id] }),
    index("payout_returns_of_a_payout").on(returned.developerId, returned.payoutId),
    index("payout_returns_claimed").on(returned.developerId, returned.paidAgainBy),
    foreignKey({
      name: "payout_returns_came_from_a_payout",
      columns: [returned.developerId, returned.payoutId],
      foreignColumns: [payouts.developerId, payouts.id],
    }),
    foreignKey({
      name: "payout_returns_paid_again_by_a_payout",
      columns: [returned.developerId, returned.paidAgainBy],
      foreignColumns: [payouts.developerId, payouts.id],
    }),
    check("payout_returns_positive", sql`${returned.amount} > 0`),
    check("payout_returns_by_another", sql`${returned.paidAgainBy} <> ${returned.payoutId}`),
  ],
);
