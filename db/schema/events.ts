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

/** A part may be of no cent: then it is the whole that says which way money went. */
const SIGN_FOLLOWS_KIND = sql`case kind
  when 'install' then amount >= 0
  when 'renewal' then amount > 0
  when 'refund' then amount < 0
  when 'dispute' then amount < 0
  when 'dispute_won' then amount > 0
  else true end
  or (amount = 0 and whole_amount is not null)`;

/**
 * Integer division truncates, which is the floor of |amount| with the sign put back. A correction is
 * a difference of two floors, so it may be one more than its own floor. What rounding gave to which
 * developer of a shared event cannot be told from one row; both its sides go the same way.
 */
const SPLIT_BY_THE_RATE = sql`case
  when kind = 'adjustment' then true
  when whole_amount is not null then sign(developer_share) * sign(platform_share) >= 0
  when original_id is null then developer_share = amount * share_bps / 10000
  else abs(developer_share) - abs(amount) * share_bps / 10000 in (0, 1) end`;

const PARTS_BELONG_TO_A_WHOLE = sql`case when whole_amount is null
  then part_bps is null and part_no is null
  else part_bps is not null and part_no is not null and part_bps between 1 and 9999
    and part_no > 0 and abs(amount) <= abs(whole_amount)
    and sign(amount) * sign(whole_amount) >= 0
    and (whole_amount <> 0 or kind = 'install') and kind <> 'adjustment' end`;

/**
 * Everything that happened, split and dated. Append-only: never updated, never deleted; a mistake
 * is corrected by a further event.
 *
 * `amount` carries its sign: sales and won disputes are positive, refunds and disputes negative.
 * `request_hash` is SHA-256 of what the source sent, so that a replay can be told from a conflict.
 *
 * An event of a plugin that several developers share is one row for each of them, under the same
 * id: the row has what its developer stands for, and `whole_amount` is what was reported.
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
    wholeAmount: minor("whole_amount"),
    /** The developer's part of the plugin when the sale happened. */
    partBps: integer("part_bps"),
    /** Counts the developers of one event; the first is the owner. */
    partNo: integer("part_no"),
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
    // One check instead of three: the bucket is of this plugin and of the day that the event is
    // posted on, and buckets know real plugins only.
    foreignKey({
      name: "events_summed_in_their_balance",
      columns: [event.developerId, event.postedOn, event.balanceId, event.pluginId],
      foreignColumns: [balances.developerId, balances.day, balances.id, balances.pluginId],
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
    check("events_sign_follows_kind", SIGN_FOLLOWS_KIND),
    check("events_split_by_the_rate", SPLIT_BY_THE_RATE),
    check("events_parts_belong_to_a_whole", PARTS_BELONG_TO_A_WHOLE),
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
