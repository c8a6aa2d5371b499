import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";
import { runState } from "./enums";
import { payoutRules } from "./payout-rules";
import { periods } from "./periods";
import { plugins } from "./plugins";

/**
 * A payout of a period, for everybody or for one developer or plugin, or of one sale at once. What
 * became of it is told by its payouts; the row says who prepared, approved or canceled it, and when.
 */
export const runs = pgTable(
  "runs",
  {
    id: uuid("id").primaryKey(),
    period: text("period")
      .notNull()
      .references(() => periods.period),
    developerId: marketplaceId("developer_id").references(() => developers.id),
    pluginId: marketplaceId("plugin_id").references(() => plugins.id),
    /** The sale, when it is paid at once by itself: prepared by the schedule, once for good. */
    eventId: uuid("event_id"),
    state: runState("state").notNull(),
    /** The rule that it was prepared by. Absent: no holding days, no sweep. */
    ruleId: uuid("rule_id").references(() => payoutRules.id),
    preparedBy: text("prepared_by").notNull(),
    preparedAt: instant("prepared_at").notNull(),
    approvedBy: text("approved_by"),
    approvedAt: instant("approved_at"),
    canceledBy: text("canceled_by"),
    canceledAt: instant("canceled_at"),
  },
  (run) => [
    index("runs_of_a_period").on(run.period),
    uniqueIndex("runs_one_per_sale")
      .on(run.developerId, run.eventId)
      .where(sql`${run.eventId} is not null`),
    index("runs_of_sales").on(run.preparedAt).where(sql`${run.eventId} is not null`),
    index("runs_of_sales_to_approve")
      .on(run.id)
      .where(sql`${run.eventId} is not null and ${run.state} = 'prepared'`),
    check(
      "runs_of_a_sale_have_a_developer",
      sql`${run.eventId} is null or (${run.developerId} is not null and ${run.pluginId} is null)`,
    ),
    check(
      "runs_approved_by_somebody",
      sql`(${run.approvedAt} is null) = (${run.approvedBy} is null)
        and (${run.state} <> 'approved' or ${run.approvedAt} is not null)`,
    ),
    check(
      "runs_canceled_by_somebody",
      sql`(${run.canceledAt} is null) = (${run.canceledBy} is null)
        and (${run.state} = 'canceled') = (${run.canceledAt} is not null)`,
    ),
  ],
);
