import { sql } from "drizzle-orm";
import {
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { balances } from "./balances";
import { instant, marketplaceId, minor } from "./columns";
import { eventKind } from "./enums";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * Everything that happened, split and dated. Append-only: never updated, never deleted; a mistake
 * is corrected by a further event.
 *
 * `amount` carries its sign: sales and won disputes are positive, refunds and disputes negative.
 * `request_hash` is SHA-256 of what the source sent, so that a replay can be told from a conflict.
 */
export const events = pgTable(
  "events",
  {
    developerId: marketplaceId("developer_id").notNull(),
    id: uuid("id").notNull(),
    source: text("source").notNull(),
    externalId: text("external_id").notNull(),
    requestHash: bytea("request_hash").notNull(),
    pluginId: marketplaceId("plugin_id").notNull(),
    kind: eventKind("kind").notNull(),
    originalId: uuid("original_id"),
    /** Counts the corrections of one sale: two at once cannot both be the k-th. */
    refundNo: integer("refund_no"),
    buyerRef: text("buyer_ref"),
    currency: text("currency").notNull(),
    amount: minor("amount").notNull(),
    developerShare: minor("developer_share").notNull(),
    platformShare: minor("platform_share").notNull(),
    shareBps: integer("share_bps").notNull(),
    occurredAt: instant("occurred_at").notNull(),
    recordedAt: instant("recorded_at").notNull(),
    postedOn: date("posted_on", { mode: "string" }).notNull(),
    balanceId: uuid("balance_id").notNull(),
  },
  (event) => [
    primaryKey({ columns: [event.developerId, event.id] }),
    // Decides the race of two writers with one id; its order finds an id under any developer.
    uniqueIndex("events_once_per_external_id").on(
      event.source,
      event.externalId,
      event.developerId,
    ),
    uniqueIndex("events_corrections_in_order")
      .on(event.developerId, event.originalId, event.refundNo)
      .where(sql`${event.originalId} is not null`),
    index("events_of_a_balance").on(event.developerId, event.balanceId),
    // One check instead of two: the bucket is of this plugin, and buckets know real plugins only.
    foreignKey({
      name: "events_summed_in_a_balance_of_their_plugin",
      columns: [event.developerId, event.balanceId, event.pluginId],
      foreignColumns: [balances.developerId, balances.id, balances.pluginId],
    }),
    foreignKey({
      name: "events_correct_an_event",
      columns: [event.developerId, event.originalId],
      foreignColumns: [event.developerId, event.id],
    }),
    check(
      "events_shares_add_up",
      sql`${event.developerShare} + ${event.platformShare} = ${event.amount}`,
    ),
    check("events_amount_in_range", sql`${event.amount} between -1000000000000 and 1000000000000`),
    check("events_share_is_a_part", sql`${event.shareBps} between 0 and 10000`),
    check("events_request_hash_is_sha256", sql`octet_length(${event.requestHash}) = 32`),
    check(
      "events_sign_follows_kind",
      sql`case ${event.kind}
        when 'install' then ${event.amount} >= 0
        when 'renewal' then ${event.amount} > 0
        when 'refund' then ${event.amount} < 0
        when 'dispute' then ${event.amount} < 0
        when 'dispute_won' then ${event.amount} > 0
        else true end`,
    ),
    // Integer division truncates, which is the floor of |amount| with the sign put back. A
    // correction is a difference of two floors, so it may be one more than its own floor.
    check(
      "events_split_by_the_rate",
      sql`case
        when ${event.kind} = 'adjustment' then true
        when ${event.originalId} is null
          then ${event.developerShare} = ${event.amount} * ${event.shareBps} / 10000
        else abs(${event.developerShare}) - abs(${event.amount}) * ${event.shareBps} / 10000
          in (0, 1) end`,
    ),
    check(
      "events_corrections_are_numbered",
      sql`(${event.originalId} is null) = (${event.refundNo} is null)`,
    ),
    check(
      "events_corrections_name_their_kind",
      sql`${event.originalId} is null or ${event.kind} in ('refund', 'dispute', 'dispute_won')`,
    ),
  ],
);
