import type { Database } from "@/db/client";
import type { Adjustment, AdjustmentReason } from "@/lib/domain/adjustment";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import type { EarningsSums } from "@/lib/domain/earnings";
import type { EventKind } from "@/lib/domain/event";
import { type DeveloperId, type EventId, type PluginId, trusted } from "@/lib/domain/ids";
import { type Day, trustedDay } from "@/lib/domain/period";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";
import { sums } from "./earnings-by-plugin";

/** An event as its developer may see it: nothing about the buyer. */
export type DeveloperEvent = {
  readonly id: EventId;
  readonly externalId: string;
  readonly kind: EventKind;
  readonly pluginId: PluginId;
  readonly pluginName: string;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly developerShare: bigint;
  readonly platformShare: bigint;
  readonly share: BasisPoints;
  /** Nothing was paid, by anybody: a part of a paid install may be of no cent too. */
  readonly isFree: boolean;
  /** Their part of a plugin that they shared when the sale happened. */
  readonly part: BasisPoints | undefined;
  readonly occurredAt: Date;
  readonly postedOn: Day;
  /** The sale that it corrects. */
  readonly original: { readonly externalId: string; readonly occurredAt: Date } | undefined;
  /** Why the marketplace made it, for an adjustment. */
  readonly adjustment: Pick<Adjustment, "reason" | "note"> | undefined;
};

/** Which figure is being explained. */
export type EventFilter = {
  readonly from: Day;
  readonly to: Day;
  readonly currency?: Currency | undefined;
  readonly pluginId?: PluginId | undefined;
};

export type EventCursor = { readonly postedOn: Day; readonly id: EventId };

/** The events behind a figure, newest first. They are reached through the buckets that sum them. */
export async function findDeveloperEvents(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  filter: EventFilter,
  page: { readonly after?: EventCursor | undefined; readonly limit: number },
): Promise<readonly DeveloperEvent[]> {
  const { after } = page;
  const rows = await sql<EventRow[]>`
    select events.id, events.external_id, events.kind, events.plugin_id, plugins.name,
      events.currency, events.amount, events.developer_share, events.platform_share,
      events.share_bps, events.part_bps, events.whole_amount, events.occurred_at, events.posted_on,
      original.external_id as original_external_id, original.occurred_at as original_occurred_at,
      adjustment.reason, adjustment.note
    from balances
    join events on events.developer_id = balances.developer_id
      and events.balance_id = balances.id
    join plugins on plugins.id = events.plugin_id
    left join events as original on original.developer_id = events.developer_id
      and original.id = events.original_id
    left join event_adjustments as adjustment on events.kind = 'adjustment'
      and adjustment.developer_id = events.developer_id and adjustment.event_id = events.id
    where balances.developer_id = ${developerId} and ${bucketsOf({ sql }, filter)}
      ${
        after
          ? sql`and balances.day <= ${after.postedOn}
              and (events.posted_on, events.id) < (${after.postedOn}::date, ${after.id}::uuid)`
          : sql``
      }
    order by events.posted_on desc, events.id desc
    limit ${page.limit}`;
  return rows.map(readEvent);
}

/** The same figure from the buckets, to be compared with the events beneath it. */
export async function findFilteredSums(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  filter: EventFilter,
): Promise<readonly (EarningsSums & { readonly currency: Currency })[]> {
  const rows = await sql<SumsOfCurrencyRow[]>`
    select currency, ${sums({ sql })} from balances
    where developer_id = ${developerId} and ${bucketsOf({ sql }, filter)}
    group by currency order by currency`;
  return rows.map((row) => ({
    currency: trustedCurrency(row.currency),
    installs: row.installs,
    freeInstalls: row.free_installs,
    renewals: row.renewals,
    refunds: row.refunds,
    amount: row.amount,
    developerShare: row.developer_share,
    platformShare: row.platform_share,
    refundedAmount: row.refunded_amount,
    refundedShare: row.refunded_share,
  }));
}

function bucketsOf({ sql }: Pick<Database, "sql">, { from, to, currency, pluginId }: EventFilter) {
  return sql`balances.day between ${from} and ${to}
    ${currency ? sql`and balances.currency = ${currency}` : sql``}
    ${pluginId ? sql`and balances.plugin_id = ${pluginId}` : sql``}`;
}

type SumsOfCurrencyRow = {
  readonly currency: string;
  readonly installs: number;
  readonly free_installs: number;
  readonly renewals: number;
  readonly refunds: number;
  readonly amount: bigint;
  readonly developer_share: bigint;
  readonly platform_share: bigint;
  readonly refunded_amount: bigint;
  readonly refunded_share: bigint;
};

type EventRow = {
  readonly id: string;
  readonly external_id: string;
  readonly kind: EventKind;
  readonly plugin_id: string;
  readonly name: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly developer_share: bigint;
  readonly platform_share: bigint;
  readonly share_bps: number;
  readonly part_bps: number | null;
  readonly whole_amount: bigint | null;
  readonly occurred_at: Date;
  readonly posted_on: string;
  readonly original_external_id: string | null;
  readonly original_occurred_at: Date | null;
  readonly reason: AdjustmentReason | null;
  readonly note: string | null;
};

function readEvent(row: EventRow): DeveloperEvent {
  const { original_external_id: externalId, original_occurred_at: occurredAt } = row;
  return {
    id: trusted.eventId(row.id),
    externalId: row.external_id,
    kind: row.kind,
    pluginId: trusted.pluginId(row.plugin_id),
    pluginName: row.name,
    currency: trustedCurrency(row.currency),
    amount: row.amount,
    developerShare: row.developer_share,
    platformShare: row.platform_share,
    share: basisPoints(row.share_bps),
    isFree: (row.whole_amount ?? row.amount) === 0n,
    part: row.part_bps === null ? undefined : basisPoints(row.part_bps),
    occurredAt: row.occurred_at,
    postedOn: trustedDay(row.posted_on),
    adjustment: row.reason && row.note ? { reason: row.reason, note: row.note } : undefined,
    original: externalId && occurredAt ? { externalId, occurredAt } : undefined,
  };
}
