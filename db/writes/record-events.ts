import type { Database } from "@/db/client";
import { payableId } from "@/db/payable-id";
import type { EventId } from "@/lib/domain/ids";
import { periodOfDay } from "@/lib/domain/period";
import { authorCtes } from "./event-author";
import { bucketIds, type EventRow, type EventToRecord, eventRows } from "./event-rows";
import { unlessClaimed } from "./unless-claimed";

/** What became of one event of a batch. */
export type RecordOutcome =
  | { readonly kind: "recorded" }
  | { readonly kind: "seen"; readonly id: EventId; readonly requestHash: string }
  /** What it rested on is no longer so: read again, decide again. */
  | { readonly kind: "outdated" };

/**
 * The unique keys that decide races between two writers: the loser's statement has no effect, and
 * running it again (after reading what it rests on again) finds the winner's rows.
 */
export const RECORD_RACES = ["events_once_per_external_id", "events_corrections_in_order"] as const;

type Batch = {
  readonly source: string;
  /** The version that the facts have to have still; absent when any will do. */
  readonly basis: string | undefined;
  /** Who typed the batch's one event in by hand; absent for what a program reports. */
  readonly author: string | undefined;
  readonly recordedAt: Date;
  readonly events: readonly EventToRecord[];
  readonly newId: () => string;
};

type OutcomeRow = {
  readonly n: number;
  readonly seen_id: string | null;
  readonly seen_hash: string | null;
  readonly is_recorded: boolean;
};

/**
 * Records a batch of one source's events: events, buckets and payables together, in one statement.
 *
 * 1. `open_periods` holds the months concerned until the end of the statement, so that closing
 *    one waits; events of a month that was closed meanwhile come back as `outdated`, and so do all
 *    when owners, shares or rates are no longer of the version that they were decided by.
 * 2. `seen` looks for the external ids under any developer, because a conflicting report may
 *    name another developer's plugin.
 * 3. `bucket` adds the new events' sums to the open buckets, in key order so that two batches
 *    never wait for each other in a circle.
 * 4. `payable` opens what new buckets are part of, unless somebody has.
 * 5. `recorded` keeps the events, each with the id of the bucket that counts it.
 * 6. What somebody typed in by hand has its entry in the audit log.
 *
 * A shared event is a row for each of its developers. Its owner's row is always among them, so the
 * unique key decides the race of two writers for shared events too.
 *
 * External ids must be distinct within a batch. Outcomes come in the order of the batch.
 */
export async function insertEvents(
  db: Pick<Database, "sql">,
  { source, basis, author, recordedAt, events, newId }: Batch,
): Promise<readonly RecordOutcome[]> {
  const { sql } = db;
  const periods = [...new Set(events.map(({ event }) => periodOfDay(event.postedOn)))];
  const externalIds = events.map(({ event }) => event.externalId);
  const incoming = eventRows(events);
  const isShared = incoming.length > events.length;
  const rows = await sql<OutcomeRow[]>`
    with open_periods as materialized (
      select period from periods
      where period = any(${periods}::text[]) and closed_at is null
        and ${isBasis(db, basis)}
      order by period for share
    ),
    incoming as materialized (${incomingRows(db, incoming, isShared, newId)}),
    seen as materialized (
      select external_id, id, request_hash from events
      where source = ${source} and external_id = any(${externalIds}::text[])
    ),
    fresh as materialized (
      select incoming.*, ${ownBucket(db)} as own_bucket_id from incoming
      join open_periods on open_periods.period = to_char(incoming.posted_on, 'YYYY-MM')
      left join seen on seen.external_id = incoming.external_id
      left join developers as earner on earner.id = incoming.developer_id
      where seen.external_id is null
    ),
    bucket as (${bucketUpsert(db, isShared)}),
    payable as (${payableInsert(db)}),
    recorded as (${eventInsert(db, { source, recordedAt, isShared })})
    ${author === undefined ? sql`` : authorCtes(db, { author, recordedAt, events })}
    select incoming.n::int as n, seen.id as seen_id, encode(seen.request_hash, 'hex') as seen_hash,
      recorded.id is not null as is_recorded
    from incoming
    left join seen on seen.external_id = incoming.external_id
    left join recorded on recorded.id = incoming.id${isShared ? sql` and recorded.developer_id = incoming.developer_id` : sql``}`;
  return outcomesInOrder(events, incoming, rows);
}

function isBasis({ sql }: Pick<Database, "sql">, version: string | undefined) {
  const wanted = version ?? null;
  return sql`(${wanted}::uuid is null or ${wanted}::uuid = (select version from posting_basis))`;
}

/** Only a batch with shared events names their columns: the others stay as cheap as they were. */
function incomingRows(
  { sql }: Pick<Database, "sql">,
  rows: readonly EventRow[],
  isShared: boolean,
  newId: () => string,
) {
  const column = (read: (row: EventRow) => string | null) => rows.map(read);
  const parts = isShared
    ? sql`, ${column(({ part, event }) => (part ? event.amount.minor.toString() : null))}::text[]::bigint[],
      ${column(({ part }) => part?.part.toString() ?? null)}::text[]::integer[],
      ${column(({ part }) => part?.no.toString() ?? null)}::text[]::integer[]`
    : sql``;
  return sql`
    select * from unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ event }) => event.externalId)}::text[],
      ${column(({ requestHash }) => requestHash)}::text[],
      ${column(({ developerId }) => developerId)}::text[],
      ${column(({ event }) => event.pluginId)}::text[],
      ${column(({ event }) => event.kind)}::text[]::event_kind[],
      ${column(({ event }) => event.corrects?.id ?? null)}::uuid[],
      ${column(({ event }) => event.corrects?.number.toString() ?? null)}::text[]::integer[],
      ${column(({ event }) => event.buyerRef ?? null)}::text[],
      ${column(({ event }) => event.amount.currency)}::text[],
      ${column(({ amount }) => amount)}::text[]::bigint[],
      ${column(({ developerShare }) => developerShare)}::text[]::bigint[],
      ${column(({ platformShare }) => platformShare)}::text[]::bigint[],
      ${column(({ event }) => event.share.toString())}::text[]::integer[],
      ${column(({ event }) => event.occurredAt.toISOString())}::text[]::timestamptz[],
      ${column(({ event }) => event.postedOn)}::text[]::date[],
      ${bucketIds(rows, newId)}::uuid[]${parts}
    ) with ordinality as event (
      id, external_id, request_hash, developer_id, plugin_id, kind, original_id, refund_no,
      buyer_ref, currency, amount, developer_share, platform_share, share_bps, occurred_at,
      posted_on, bucket_id${isShared ? sql`, whole_amount, part_bps, part_no` : sql``}, n
    )`;
}

/** A paid sale of somebody who is paid at once goes to a bucket of its own, named like the event. */
function ownBucket({ sql }: Pick<Database, "sql">) {
  return sql`case when earner.schedule = 'instant' and incoming.kind in ('install', 'renewal')
    and incoming.developer_share > 0 then incoming.id end`;
}

/** A part of a paid install counts as a paid one, even where no cent of it is the developer's. */
function bucketUpsert({ sql }: Pick<Database, "sql">, isShared: boolean) {
  const paid = isShared ? sql`coalesce(whole_amount, amount)` : sql`amount`;
  return sql`
    insert into balances as bucket (
      developer_id, id, plugin_id, day, currency, payable_id, installs, free_installs, renewals,
      refunds, amount, developer_share, platform_share, refunded_amount, refunded_share, frozen
    )
    select developer_id, coalesce(own_bucket_id, bucket_id), plugin_id, posted_on, currency,
      coalesce(own_bucket_id, ${payableId({ sql }, "posted_on")}),
      count(*) filter (where kind = 'install' and ${paid} > 0),
      count(*) filter (where kind = 'install' and ${paid} = 0),
      count(*) filter (where kind = 'renewal'),
      count(*) filter (where kind = 'refund'),
      sum(amount), sum(developer_share), sum(platform_share),
      coalesce(sum(amount) filter (where kind in ('refund', 'dispute', 'dispute_won')), 0),
      coalesce(sum(developer_share) filter (where kind in ('refund', 'dispute', 'dispute_won')), 0),
      own_bucket_id is not null
    from fresh
    group by developer_id, plugin_id, posted_on, currency, bucket_id, own_bucket_id
    order by developer_id, plugin_id, posted_on, currency
    on conflict (developer_id, plugin_id, day, currency) where not frozen do update set
      installs = bucket.installs + excluded.installs,
      free_installs = bucket.free_installs + excluded.free_installs,
      renewals = bucket.renewals + excluded.renewals,
      refunds = bucket.refunds + excluded.refunds,
      amount = bucket.amount + excluded.amount,
      developer_share = bucket.developer_share + excluded.developer_share,
      platform_share = bucket.platform_share + excluded.platform_share,
      refunded_amount = bucket.refunded_amount + excluded.refunded_amount,
      refunded_share = bucket.refunded_share + excluded.refunded_share
      ${unlessClaimed({ sql })}
    returning developer_id, id, plugin_id, day, currency, payable_id,
      case when frozen then id end as own_id, xmax = 0 as is_new`;
}

/** No transaction has touched a row that was not there before (`xmax`); the others have theirs. */
function payableInsert({ sql }: Pick<Database, "sql">) {
  return sql`
    insert into payables (developer_id, id, plugin_id, currency, period, is_sale, waits_for_instant)
    select distinct developer_id, payable_id, plugin_id, currency, to_char(day, 'YYYY-MM'),
      own_id is not null, own_id is not null
    from bucket where is_new
    order by developer_id, payable_id
    on conflict do nothing`;
}

/** Stands for "the open bucket", because a full join compares no absent values. */
const NO_BUCKET = "00000000-0000-0000-0000-000000000000";

/**
 * Each event has its bucket, so any join would do; a full join cannot be run as a nested loop,
 * which the planner, knowing nothing of the batch's size, would choose: 500 × 500 comparisons. And
 * an event without a bucket would fail loudly instead of going missing.
 */
function eventInsert(
  { sql }: Pick<Database, "sql">,
  batch: Pick<Batch, "source" | "recordedAt"> & { readonly isShared: boolean },
) {
  const { source, recordedAt, isShared } = batch;
  return sql`
    insert into events (
      developer_id, id, source, external_id, request_hash, plugin_id, kind, original_id,
      refund_no, buyer_ref, currency, amount, developer_share, platform_share, share_bps,
      occurred_at, recorded_at, posted_on, balance_id
      ${isShared ? sql`, whole_amount, part_bps, part_no` : sql``}
    )
    select fresh.developer_id, fresh.id, ${source}::text, fresh.external_id,
      decode(fresh.request_hash, 'hex'), fresh.plugin_id, fresh.kind, fresh.original_id,
      fresh.refund_no, fresh.buyer_ref, fresh.currency, fresh.amount, fresh.developer_share,
      fresh.platform_share, fresh.share_bps, fresh.occurred_at,
      ${recordedAt.toISOString()}::text::timestamptz, fresh.posted_on, bucket.id
      ${isShared ? sql`, fresh.whole_amount, fresh.part_bps, fresh.part_no` : sql``}
    from fresh full join bucket on bucket.developer_id = fresh.developer_id
      and bucket.plugin_id = fresh.plugin_id and bucket.day = fresh.posted_on
      and bucket.currency = fresh.currency
      and coalesce(bucket.own_id, ${NO_BUCKET}) = coalesce(fresh.own_bucket_id, ${NO_BUCKET})
    order by fresh.external_id${isShared ? sql`, fresh.part_no` : sql``}
    returning id${isShared ? sql`, developer_id` : sql``}`;
}

function outcomesInOrder(
  events: readonly EventToRecord[],
  incoming: readonly EventRow[],
  rows: readonly OutcomeRow[],
): readonly RecordOutcome[] {
  const outcomes: RecordOutcome[] = events.map(() => ({ kind: "outdated" }));
  for (const { n, is_recorded, seen_id, seen_hash } of rows) {
    const at = incoming[n - 1]?.at ?? -1;
    if (is_recorded) outcomes[at] = { kind: "recorded" };
    else if (seen_id !== null && seen_hash !== null && !isReplay(events[at], outcomes[at])) {
      outcomes[at] = { kind: "seen", id: seen_id as EventId, requestHash: seen_hash };
    }
  }
  return outcomes;
}

/** An id kept under two developers answers with the one whose content is the same. */
function isReplay(item: EventToRecord | undefined, outcome: RecordOutcome | undefined): boolean {
  return outcome?.kind === "seen" && outcome.requestHash === item?.requestHash;
}
