import type { Fragment } from "postgres";
import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import type { EventKind, Sale } from "@/lib/domain/event";
import { type EventId, parseEventId, trusted } from "@/lib/domain/ids";
import type { PostedPart } from "@/lib/domain/parts";
import { basisPoints } from "@/lib/domain/share";

export type RecordedEvent = { readonly id: EventId; readonly requestHash: string };

/** Events of a source by their external ids: those that were reported before. */
export async function findRecordedEvents(
  { sql }: Pick<Database, "sql">,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, RecordedEvent>> {
  const rows = await sql<{ external_id: string; id: string; request_hash: string }[]>`
    select external_id, id, encode(request_hash, 'hex') as request_hash from events
    where source = ${source} and external_id = any(${[...externalIds]}::text[])`;
  return new Map(
    rows.map((row) => [
      row.external_id,
      { id: trusted.eventId(row.id), requestHash: row.request_hash },
    ]),
  );
}

export async function hasEventsOf(
  { sql }: Pick<Database, "sql">,
  source: string,
): Promise<boolean> {
  const [row] = await sql<{ has_any: boolean }[]>`
    select exists (select 1 from events where source = ${source}) as has_any`;
  return row?.has_any ?? false;
}

type SaleRow = {
  external_id: string;
  id: string;
  developer_id: string;
  plugin_id: string;
  kind: EventKind;
  amount: bigint;
  currency: string;
  share_bps: number;
  developer_share: bigint;
  platform_share: bigint;
  whole_amount: bigint | null;
  part_bps: number | null;
  part_no: number | null;
  occurred_at: Date;
  returned: bigint;
  disputed: bigint;
  corrections: number;
};

/**
 * Events that corrections name as their originals, with how much of each is back already, and what
 * each developer was given of a shared one. By external id.
 */
export async function findSales(
  db: Pick<Database, "sql">,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Sale>> {
  const named = db.sql`events as event
    where event.source = ${source} and event.external_id = any(${[...externalIds]}::text[])`;
  return salesOf(await findSaleRows(db, named), (row) => row.external_id);
}

/** The same by our own ids, whatever the source: one probe of an index for each developer. */
export async function findSalesById(
  db: Pick<Database, "sql">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Sale>> {
  const known = ids.filter((id) => parseEventId(id).ok);
  const named = db.sql`developers
    join events as event on event.developer_id = developers.id and event.id = any(${known}::uuid[])`;
  return salesOf(await findSaleRows(db, named), (row) => row.id);
}

/**
 * How much of a sale is back, and how much of that is disputed and not won, over `events as
 * correction`. `amount` is what each of them counts with.
 */
export function takenBackColumns({ sql }: Pick<Database, "sql">, amount: Fragment) {
  return sql`coalesce(-sum(${amount}), 0)::bigint as returned,
    coalesce(-sum(${amount}) filter (where correction.kind <> 'refund'), 0)::bigint as disputed`;
}

/** `named` is what follows `from`, with the wanted rows as `event`. */
function findSaleRows({ sql }: Pick<Database, "sql">, named: Fragment) {
  return sql<SaleRow[]>`
    with sale as materialized (
      select event.external_id, event.id, event.developer_id, event.plugin_id, event.kind,
        event.amount, event.currency, event.share_bps, event.occurred_at, event.developer_share,
        event.platform_share, event.whole_amount, event.part_bps, event.part_no
      from ${named}
    )
    select sale.external_id, sale.id, sale.developer_id, sale.plugin_id, sale.kind, sale.amount,
      sale.currency, sale.share_bps, sale.occurred_at, sale.developer_share, sale.platform_share,
      sale.whole_amount, sale.part_bps, sale.part_no,
      ${takenBackColumns({ sql }, sql`correction.amount`)},
      coalesce(max(correction.refund_no), 0)::integer as corrections
    from sale
    left join events as correction
      on correction.developer_id = sale.developer_id and correction.original_id = sale.id
    group by sale.external_id, sale.id, sale.developer_id, sale.plugin_id, sale.kind, sale.amount,
      sale.currency, sale.share_bps, sale.occurred_at, sale.developer_share, sale.platform_share,
      sale.whole_amount, sale.part_bps, sale.part_no
    order by sale.part_no`;
}

function salesOf(
  rows: readonly SaleRow[],
  nameOf: (row: SaleRow) => string,
): ReadonlyMap<string, Sale> {
  const sales = new Map<string, Sale>();
  for (const row of rows) {
    const lead = sales.get(nameOf(row));
    sales.set(nameOf(row), lead ? withPart(lead, row) : saleOf(row));
  }
  return sales;
}

function saleOf(row: SaleRow): Sale {
  return {
    id: trusted.eventId(row.id),
    developerId: trusted.developerId(row.developer_id),
    pluginId: trusted.pluginId(row.plugin_id),
    kind: row.kind,
    amount: { minor: row.whole_amount ?? row.amount, currency: trustedCurrency(row.currency) },
    share: basisPoints(row.share_bps),
    occurredAt: row.occurred_at,
    returned: row.returned,
    disputed: row.disputed,
    corrections: row.corrections,
    parts: row.part_no === null ? undefined : [partOf(row, row.part_no)],
  };
}

/** Adds another developer's row of a shared sale to its owner's. */
function withPart(lead: Sale, row: SaleRow): Sale {
  if (!lead.parts || row.part_no === null) return lead;
  return {
    ...lead,
    returned: lead.returned + row.returned,
    disputed: lead.disputed + row.disputed,
    parts: [...lead.parts, partOf(row, row.part_no)],
  };
}

function partOf(row: SaleRow, no: number): PostedPart {
  return {
    no,
    developerId: trusted.developerId(row.developer_id),
    part: basisPoints(row.part_bps ?? 0),
    split: { developer: row.developer_share, platform: row.platform_share },
  };
}
