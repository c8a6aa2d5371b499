import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SaleSkipReason } from "@/lib/domain/eligibility";
import { type DeveloperId, type EventId, type PayoutId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import type { PayoutState } from "@/lib/domain/payout";
import { type Period, trustedPeriod } from "@/lib/domain/period";

type Sql = Pick<Database, "sql">;

/** Why a sale was not paid at once, as it was when it was judged, and what pays it now. */
export type SaleSkip = {
  readonly developerId: DeveloperId;
  readonly eventId: EventId;
  readonly reason: SaleSkipReason;
  readonly amount: Money;
  readonly minimum: Money;
  readonly balance: Money;
  readonly at: Date;
  readonly requirementsDue: readonly string[];
  readonly disabledReason: string | undefined;
  /** The payout that has claimed the sale since. */
  readonly payout:
    | { readonly id: PayoutId; readonly period: Period; readonly state: PayoutState }
    | undefined;
};

/** Of a developer's sales, those that were left for the month's run. */
export async function findSaleSkips(
  { sql }: Sql,
  developerId: DeveloperId,
  eventIds: readonly EventId[],
): Promise<readonly SaleSkip[]> {
  if (eventIds.length === 0) return [];
  const rows = await sql<SkipRow[]>`
    select ${skipColumns({ sql })} from ${skipsWithPayouts({ sql })}
    where skip.developer_id = ${developerId} and skip.event_id = any(${eventIds}::uuid[])`;
  return rows.map(skipOf);
}

/** The same of events as admins see them, of whatever developers. */
export async function findSkipsOfEvents(
  { sql }: Sql,
  _admin: AdminActor,
  events: readonly { readonly developerId: DeveloperId; readonly id: EventId }[],
): Promise<readonly SaleSkip[]> {
  if (events.length === 0) return [];
  const rows = await sql<SkipRow[]>`
    select ${skipColumns({ sql })} from ${skipsWithPayouts({ sql })}
    where skip.developer_id = any(${[...new Set(events.map((event) => event.developerId))]}::text[])
      and skip.event_id = any(${events.map(({ id }) => id)}::uuid[])`;
  return rows.map(skipOf);
}

export type ListedSaleSkip = SaleSkip & {
  readonly developerName: string;
  readonly sale: { readonly source: string; readonly externalId: string };
};

/** The newest sales that were left, for everybody or one developer. */
export async function findNewestSaleSkips(
  { sql }: Sql,
  _admin: AdminActor,
  page: {
    readonly developerId?: DeveloperId | undefined;
    readonly after?: Pick<SaleSkip, "at" | "eventId" | "developerId"> | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedSaleSkip[]> {
  const { developerId, after } = page;
  const rows = await sql<(SkipRow & { name: string; source: string; external_id: string })[]>`
    select ${skipColumns({ sql })}, developer.name, sale.source, sale.external_id
    from ${skipsWithPayouts({ sql })}
    join developers as developer on developer.id = skip.developer_id
    where true
      ${developerId ? sql`and skip.developer_id = ${developerId}` : sql``}
      ${
        after
          ? sql`and (skip.created_at, skip.event_id, skip.developer_id)
              < (${after.at}, ${after.eventId}::uuid, ${after.developerId})`
          : sql``
      }
    order by skip.created_at desc, skip.event_id desc, skip.developer_id desc
    limit ${page.limit}`;
  return rows.map((row) => ({
    ...skipOf(row),
    developerName: row.name,
    sale: { source: row.source, externalId: row.external_id },
  }));
}

/** A developer's sales that were left for one reason and are in no payout yet. */
export type LeftSales = {
  readonly count: number;
  readonly sum: Money;
  readonly newest: SaleSkip;
};

/** What waits for the month's run although its developer is paid at once, by currency and reason. */
export async function findLeftSales(
  { sql }: Sql,
  developerId: DeveloperId,
): Promise<readonly LeftSales[]> {
  const rows = await sql<(SkipRow & { count: number; sum: bigint })[]>`
    select distinct on (skip.currency, skip.reason) ${skipColumns({ sql })},
      (count(*) over alike)::int as count, (sum(skip.amount) over alike)::bigint as sum
    from ${skipsWithPayouts({ sql })}
    where skip.developer_id = ${developerId} and payable.payout_id is null
    window alike as (partition by skip.currency, skip.reason)
    order by skip.currency, skip.reason, skip.created_at desc, skip.event_id desc`;
  return rows.map((row) => {
    const newest = skipOf(row);
    return { count: row.count, sum: money(row.sum, newest.amount.currency), newest };
  });
}

/** A sale that was to be paid at once is a payable of its own, under its id. */
function skipsWithPayouts({ sql }: Sql) {
  return sql`sale_skips as skip
    join events as sale on sale.developer_id = skip.developer_id and sale.id = skip.event_id
    join payables as payable on payable.developer_id = sale.developer_id and payable.id = sale.id
    left join payouts as payout
      on payout.developer_id = payable.developer_id and payout.id = payable.payout_id`;
}

type SkipRow = {
  readonly developer_id: string;
  readonly event_id: string;
  readonly currency: string;
  readonly reason: SaleSkipReason;
  readonly amount: bigint;
  readonly minimum: bigint;
  readonly balance: bigint;
  readonly created_at: Date;
  readonly requirements_due: string[];
  readonly disabled_reason: string | null;
  readonly payout_id: string | null;
  readonly period: string | null;
  readonly state: PayoutState | null;
};

function skipColumns({ sql }: Sql) {
  return sql`skip.developer_id, skip.event_id, skip.currency, skip.reason, skip.amount,
    skip.minimum, skip.balance, skip.created_at, skip.requirements_due, skip.disabled_reason,
    payout.id as payout_id, payout.period, payout.state`;
}

function skipOf(row: SkipRow): SaleSkip {
  const currency = trustedCurrency(row.currency);
  const { payout_id: id, period, state } = row;
  return {
    developerId: trusted.developerId(row.developer_id),
    eventId: trusted.eventId(row.event_id),
    reason: row.reason,
    amount: money(row.amount, currency),
    minimum: money(row.minimum, currency),
    balance: money(row.balance, currency),
    at: row.created_at,
    requirementsDue: row.requirements_due,
    disabledReason: row.disabled_reason ?? undefined,
    payout:
      id !== null && period !== null && state !== null
        ? { id: trusted.payoutId(id), period: trustedPeriod(period), state }
        : undefined,
  };
}
