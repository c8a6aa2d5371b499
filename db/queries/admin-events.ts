import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import { type EventKind, isSale, type Sale } from "@/lib/domain/event";
import { type DeveloperId, type EventId, type PluginId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { type Day, trustedDay } from "@/lib/domain/period";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";
import { takenBackColumns } from "./recorded-events";

type Sql = Pick<Database, "sql">;

export type ListedEvent = {
  readonly id: EventId;
  readonly source: string;
  readonly externalId: string;
  readonly kind: EventKind;
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly pluginId: PluginId;
  readonly pluginName: string;
  readonly amount: Money;
  readonly developerShare: Money;
  readonly platformShare: Money;
  readonly share: BasisPoints;
  /** Of an event that several developers share, this is one developer's part. */
  readonly part: { readonly of: Money; readonly part: BasisPoints } | undefined;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly postedOn: Day;
  /** The source’s id of the sale that this takes back or restores. */
  readonly corrects: string | undefined;
  /** How a sale stands, at the first of its rows. Minor units of its currency, of the whole. */
  readonly sale: Pick<Sale, "amount" | "returned" | "disputed"> | undefined;
};

type EventRow = {
  id: string;
  source: string;
  external_id: string;
  kind: EventKind;
  developer_id: string;
  developer_name: string;
  plugin_id: string;
  plugin_name: string;
  currency: string;
  amount: bigint;
  developer_share: bigint;
  platform_share: bigint;
  share_bps: number;
  whole_amount: bigint | null;
  part_bps: number | null;
  occurred_at: Date;
  recorded_at: Date;
  posted_on: string;
  corrects: string | null;
  part_no: number | null;
  returned: bigint;
  disputed: bigint;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Looks events up by our id or by the source's own, in whatever source.
 *
 * Both keys begin with another column, so the few sources and developers are walked through, and
 * each is one probe of an index.
 */
export async function findEventsById(
  { sql }: Sql,
  _admin: AdminActor,
  id: string,
): Promise<readonly ListedEvent[]> {
  const byId = UUID.test(id)
    ? sql`union select found.developer_id, found.id from developers
        join lateral (
          select event.developer_id, event.id from events as event
          where event.developer_id = developers.id and event.id = ${id}::uuid
        ) as found on true`
    : sql``;
  const rows = await sql<EventRow[]>`
    with recursive sources as (
      (select source from events order by source limit 1)
      union all
      select (select source from events where events.source > sources.source
        order by source limit 1)
      from sources where sources.source is not null
    ),
    hits as (
      select found.developer_id, found.id from sources
      join lateral (
        select event.developer_id, event.id from events as event
        where event.source = sources.source and event.external_id = ${id}
      ) as found on true
      ${byId}
    )
    ${selectEvents({ sql })}
    join hits on hits.developer_id = event.developer_id and hits.id = event.id
    order by event.recorded_at desc, event.id, event.part_no limit 40`;
  return rows.map(eventOf);
}

/**
 * A page of what was recorded lately. Ids sort by time of recording, so each developer's newest is
 * at the end of their key: one probe per developer says whose newest come first, and only theirs
 * can be on the page.
 */
export async function findRecentEvents(
  { sql }: Sql,
  _admin: AdminActor,
  page: {
    readonly before?: EventId | undefined;
    readonly isFromStripe?: boolean;
    readonly limit: number;
  },
): Promise<readonly ListedEvent[]> {
  const before = page.before === undefined ? sql`` : sql`and event.id < ${page.before}::uuid`;
  // Written out, because the index `events_from_stripe` serves no parameter.
  const source = page.isFromStripe ? sql`and event.source = 'stripe'` : sql``;
  const rows = await sql<EventRow[]>`
    with latest as (
      select developers.id as developer_id from developers
      join lateral (
        select event.id from events as event
        where event.developer_id = developers.id ${before} ${source}
        order by event.id desc limit 1
      ) as newest on true
      order by newest.id desc limit ${page.limit}
    ),
    hits as (
      select newest.developer_id, newest.id from latest
      join lateral (
        select event.developer_id, event.id from events as event
        where event.developer_id = latest.developer_id ${before} ${source}
        order by event.id desc limit ${page.limit}
      ) as newest on true
      order by newest.id desc limit ${page.limit}
    )
    ${selectEvents({ sql })}
    join hits on hits.developer_id = event.developer_id and hits.id = event.id
    order by event.id desc, event.part_no`;
  return rows.map(eventOf);
}

export type PluginChoice = {
  readonly id: PluginId;
  readonly name: string;
  readonly developerName: string;
  readonly price: Money | undefined;
};

/** Plugins to record a sale of, with the price that is proposed. */
export async function findPluginChoices(
  { sql }: Sql,
  _admin: AdminActor,
  now: Date,
): Promise<readonly PluginChoice[]> {
  const rows = await sql<
    { id: string; name: string; developer: string; price: bigint | null; currency: string | null }[]
  >`
    select plugin.id, plugin.name, developer.name as developer, plugin.price_minor as price,
      plugin.price_currency as currency
    from plugins as plugin
    join lateral (
      select owner.developer_id from plugin_owners as owner
      where owner.plugin_id = plugin.id and owner.effective_from <= ${now}
      order by owner.effective_from desc limit 1
    ) as owner on true
    join developers as developer on developer.id = owner.developer_id
    order by lower(plugin.name), plugin.id limit 2000`;
  return rows.map(({ id, name, developer, price, currency }) => ({
    id: trusted.pluginId(id),
    name,
    developerName: developer,
    price: price !== null && currency ? money(price, trustedCurrency(currency)) : undefined,
  }));
}

function selectEvents({ sql }: Sql) {
  return sql`
    select event.id, event.source, event.external_id, event.kind, event.developer_id,
      developer.name as developer_name, event.plugin_id, plugin.name as plugin_name,
      event.currency, event.amount, event.developer_share, event.platform_share,
      event.share_bps, event.whole_amount, event.part_bps, event.part_no, event.occurred_at,
      event.recorded_at, event.posted_on::text as posted_on, sale.external_id as corrects,
      taken.returned, taken.disputed
    from events as event
    join developers as developer on developer.id = event.developer_id
    join plugins as plugin on plugin.id = event.plugin_id
    left join events as sale
      on sale.developer_id = event.developer_id and sale.id = event.original_id
    cross join lateral (
      select ${takenBackColumns({ sql }, sql`coalesce(correction.whole_amount, correction.amount)`)}
      from events as correction
      where correction.developer_id = event.developer_id and correction.original_id = event.id
    ) as taken`;
}

function eventOf(row: EventRow): ListedEvent {
  const currency = trustedCurrency(row.currency);
  return {
    id: trusted.eventId(row.id),
    source: row.source,
    externalId: row.external_id,
    kind: row.kind,
    developerId: trusted.developerId(row.developer_id),
    developerName: row.developer_name,
    pluginId: trusted.pluginId(row.plugin_id),
    pluginName: row.plugin_name,
    amount: money(row.amount, currency),
    developerShare: money(row.developer_share, currency),
    platformShare: money(row.platform_share, currency),
    share: basisPoints(row.share_bps),
    part:
      row.whole_amount === null || row.part_bps === null
        ? undefined
        : { of: money(row.whole_amount, currency), part: basisPoints(row.part_bps) },
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    postedOn: trustedDay(row.posted_on),
    corrects: row.corrects ?? undefined,
    sale: isSale(row.kind) && (row.part_no ?? 1) === 1 ? saleOf(row, currency) : undefined,
  };
}

function saleOf({ whole_amount, amount, returned, disputed }: EventRow, currency: Currency) {
  return { amount: money(whole_amount ?? amount, currency), returned, disputed };
}
