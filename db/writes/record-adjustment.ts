import type { Database } from "@/db/client";
import { payableId } from "@/db/payable-id";
import type { Adjustment } from "@/lib/domain/adjustment";
import type { DeveloperId, EventId, PluginId } from "@/lib/domain/ids";
import { type Day, periodOfDay } from "@/lib/domain/period";
import { ADJUSTMENT_SOURCE } from "@/lib/domain/source";
import { auditCtes } from "./audit";
import { unlessClaimed } from "./unless-claimed";

export type AdjustmentToRecord = Adjustment & {
  readonly id: EventId;
  readonly bucketId: string;
  readonly externalId: string;
  /** SHA-256 of the content, as hex. */
  readonly requestHash: string;
  readonly developerId: DeveloperId;
  readonly pluginId: PluginId;
  readonly postedOn: Day;
  readonly at: Date;
  readonly by: string;
};

export type AdjustmentOutcome =
  | { readonly kind: "recorded" }
  | { readonly kind: "seen"; readonly id: string; readonly requestHash: string }
  | { readonly kind: "period_closed" };

/**
 * Records an adjustment: bucket, payable, event, reason and audit entry, in one statement. The open
 * month is held as when events are recorded, and the same unique key decides between two clicks.
 */
export async function recordAdjustment(
  db: Pick<Database, "sql">,
  adjustment: AdjustmentToRecord,
): Promise<AdjustmentOutcome> {
  const { sql } = db;
  const { externalId, at } = adjustment;
  const minor = adjustment.amount.minor.toString();
  const [row] = await sql<{ recorded: boolean; seen: string | null; hash: string | null }[]>`
    with open_period as materialized (
      select period from periods
      where period = ${periodOfDay(adjustment.postedOn)} and closed_at is null for share
    ),
    seen as materialized (
      select id, encode(request_hash, 'hex') as hash from events
      where source = ${ADJUSTMENT_SOURCE} and external_id = ${externalId}
    ),
    bucket as (${bucketUpsert(db, adjustment)}),
    payable as (
      insert into payables (developer_id, id, plugin_id, currency, period)
      select developer_id, payable_id, plugin_id, currency, to_char(day, 'YYYY-MM') from bucket
      on conflict do nothing
    ),
    recorded as (
      insert into events (developer_id, id, source, external_id, request_hash, plugin_id, kind,
        currency, amount, developer_share, platform_share, share_bps, occurred_at, recorded_at,
        posted_on, balance_id)
      select ${adjustment.developerId}, ${adjustment.id}::uuid, ${ADJUSTMENT_SOURCE}, ${externalId},
        decode(${adjustment.requestHash}, 'hex'), ${adjustment.pluginId}, 'adjustment',
        ${adjustment.amount.currency}, ${minor}::bigint, ${minor}::bigint, 0, 10000, ${at}, ${at},
        ${adjustment.postedOn}::date, bucket.id
      from bucket
      returning developer_id, id
    ),
    explained as (
      insert into event_adjustments (developer_id, event_id, reason, note, made_by, made_at)
      select developer_id, id, ${adjustment.reason}, ${adjustment.note}, ${adjustment.by}, ${at}
      from recorded
      returning event_id
    ),
    ${auditCtes(db, auditEntryOf(adjustment), "recorded")}
    select exists (select 1 from recorded) as recorded, (select id::text from seen limit 1) as seen,
      (select hash from seen limit 1) as hash`;
  if (row?.recorded) return { kind: "recorded" };
  if (row?.seen && row.hash) return { kind: "seen", id: row.seen, requestHash: row.hash };
  return { kind: "period_closed" };
}

function bucketUpsert({ sql }: Pick<Database, "sql">, adjustment: AdjustmentToRecord) {
  const minor = adjustment.amount.minor.toString();
  return sql`
    insert into balances as bucket (
      developer_id, id, plugin_id, day, currency, payable_id, installs, free_installs, renewals,
      refunds, amount, developer_share, platform_share, refunded_amount, refunded_share
    )
    select developer_id, ${adjustment.bucketId}::uuid, plugin_id, day, currency,
      ${payableId({ sql }, "day")}, 0, 0, 0, 0, ${minor}::bigint, ${minor}::bigint, 0, 0, 0
    from open_period, (values (${adjustment.developerId}::text, ${adjustment.pluginId}::text,
        ${adjustment.postedOn}::date, ${adjustment.amount.currency}::text)
      ) as adjusted (developer_id, plugin_id, day, currency)
    where not exists (select 1 from seen)
    on conflict (developer_id, plugin_id, day, currency) where not frozen do update set
      amount = bucket.amount + excluded.amount,
      developer_share = bucket.developer_share + excluded.developer_share
      ${unlessClaimed({ sql })}
    returning developer_id, id, plugin_id, day, currency, payable_id`;
}

function auditEntryOf(adjustment: AdjustmentToRecord) {
  const { amount, reason, note } = adjustment;
  return {
    ...{ at: adjustment.at, actor: adjustment.by, action: "event.adjust" },
    subject: `event:${adjustment.id}`,
    detail: {
      ...{ developer: adjustment.developerId, plugin: adjustment.pluginId, reason, note },
      ...{ amount: amount.minor.toString(), currency: amount.currency },
    },
  };
}
