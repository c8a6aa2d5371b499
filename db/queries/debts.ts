import type { ISql } from "postgres";
import type { Database } from "@/db/client";
import type { AdjustmentReason } from "@/lib/domain/adjustment";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import { type Debt, type DebtCause, negativeSince } from "@/lib/domain/debt";
import type { EventKind } from "@/lib/domain/event";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { type AccountingZone, trustedDay } from "@/lib/domain/period";

/** A pool or a transaction of one. */
type Sql = { readonly sql: ISql<{ bigint: bigint }> };

/** How many causes are shown; the count says how many there are. */
const CAUSES_MAX = 50;

/**
 * Why a developer owes, a currency each: none for who does not. What was taken back, earned and
 * returned adds up to the balance, since all three are read at one moment from what no payout has
 * claimed.
 */
export async function findDebts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  zone: AccountingZone,
): Promise<readonly Debt[]> {
  if ((await findOwed({ sql }, developerId)).length === 0) return [];
  return sql.begin("isolation level repeatable read read only", async (moment) => {
    const owed = await findOwed({ sql: moment }, developerId);
    return Promise.all(owed.map((row) => explain({ sql: moment }, developerId, row, zone)));
  });
}

type OwedRow = { readonly currency: string; readonly balance: bigint; readonly returned: bigint };

async function findOwed({ sql }: Sql, developerId: DeveloperId): Promise<readonly OwedRow[]> {
  return sql<OwedRow[]>`
    select currency, sum(amount)::bigint as balance,
      coalesce(sum(amount) filter (where is_return), 0)::bigint as returned
    from (
      select currency, developer_share as amount, false as is_return from claimed_balances
      where developer_id = ${developerId} and payout_id is null
      union all
      select currency, amount, true from payout_returns
      where developer_id = ${developerId} and paid_again_by is null
    ) as unit
    group by currency having sum(amount) < 0 order by currency`;
}

async function explain(
  { sql }: Sql,
  developerId: DeveloperId,
  owed: OwedRow,
  zone: AccountingZone,
): Promise<Debt> {
  const currency = trustedCurrency(owed.currency);
  const [since, sums, causes, unsent] = await Promise.all([
    findSince({ sql }, developerId, currency, zone),
    findSums({ sql }, developerId, currency),
    findCauses({ sql }, developerId, currency),
    findUnsent({ sql }, developerId, currency),
  ]);
  return {
    ...{ balance: money(owed.balance, currency), returned: money(owed.returned, currency), since },
    takenBack: money(sums.taken_back, currency),
    earned: money(sums.earned, currency),
    unsent: money(unsent, currency),
    ...{ causes, causesTotal: sums.causes },
  };
}

/** Over everything that ever changed the balance; what a payout claimed left it that day. */
async function findSince(
  { sql }: Sql,
  developerId: DeveloperId,
  currency: Currency,
  zone: AccountingZone,
) {
  const rows = await sql<{ day: string; change: bigint }[]>`
    select day::text, sum(amount)::bigint as change from (
      select day, developer_share as amount from balances
      where developer_id = ${developerId} and currency = ${currency}
      union all
      select day, amount from payout_returns
      where developer_id = ${developerId} and currency = ${currency}
      union all
      select (created_at at time zone ${zone})::date, -amount from payouts
      where developer_id = ${developerId} and currency = ${currency} and state <> 'canceled'
    ) as moved
    group by day order by day`;
  const since = negativeSince(rows.map(({ day, change }) => ({ day: trustedDay(day), change })));
  if (since === undefined) throw new Error(`The balance of ${developerId} was never negative`);
  return since;
}

async function findSums({ sql }: Sql, developerId: DeveloperId, currency: Currency) {
  const [row] = await sql<{ taken_back: bigint; earned: bigint; causes: number }[]>`
    select coalesce(sum(event.developer_share) filter (where event.developer_share < 0), 0)::bigint
        as taken_back,
      coalesce(sum(event.developer_share) filter (where event.developer_share > 0), 0)::bigint
        as earned,
      (count(*) filter (where event.developer_share < 0))::int as causes
    ${unsettledEvents({ sql }, developerId, currency)}`;
  return row ?? { taken_back: 0n, earned: 0n, causes: 0 };
}

/** In payouts that wait for their approval or failed: outstanding, as `findWhereabouts` tells it. */
async function findUnsent({ sql }: Sql, developerId: DeveloperId, currency: Currency) {
  const [row] = await sql<{ unsent: bigint }[]>`
    select coalesce(sum(amount), 0)::bigint as unsent from payouts
    where developer_id = ${developerId} and currency = ${currency}
      and state in ('ready', 'failed')`;
  return row?.unsent ?? 0n;
}

type CauseRow = {
  readonly id: string;
  readonly kind: EventKind;
  readonly plugin: string;
  readonly developer_share: bigint;
  readonly occurred_at: Date;
  readonly posted_on: string;
  readonly sale_id: string | null;
  readonly sale_at: Date | null;
  readonly sale_amount: bigint | null;
  readonly sale_share: bigint | null;
  readonly sale_paid_at: Date | null;
  readonly reason: AdjustmentReason | null;
  readonly note: string | null;
};

async function findCauses(
  { sql }: Sql,
  developerId: DeveloperId,
  currency: Currency,
): Promise<readonly DebtCause[]> {
  const rows = await sql<CauseRow[]>`
    with cause as (
      select event.* ${unsettledEvents({ sql }, developerId, currency)}
        and event.developer_share < 0
      order by event.developer_share, event.posted_on, event.id limit ${CAUSES_MAX}
    )
    select cause.id, cause.kind, plugins.name as plugin, cause.developer_share,
      cause.occurred_at, cause.posted_on::text, sale.external_id as sale_id,
      sale.occurred_at as sale_at, sale.amount as sale_amount, sale.developer_share as sale_share,
      payout.paid_at as sale_paid_at, adjustment.reason, adjustment.note
    from cause join plugins on plugins.id = cause.plugin_id
    left join events as sale on sale.developer_id = cause.developer_id
      and sale.id = cause.original_id
    left join claimed_balances as sold on sold.developer_id = sale.developer_id
      and sold.day = sale.posted_on and sold.id = sale.balance_id
    left join payouts as payout on payout.developer_id = sold.developer_id
      and payout.id = sold.payout_id
    left join event_adjustments as adjustment on cause.kind = 'adjustment'
      and adjustment.developer_id = cause.developer_id and adjustment.event_id = cause.id
    order by cause.developer_share, cause.posted_on, cause.id`;
  return rows.map((row) => causeOf(row, currency));
}

/** From and where of the events that no payout has claimed, reached through their buckets. */
function unsettledEvents({ sql }: Sql, developerId: DeveloperId, currency: Currency) {
  return sql`
    from claimed_balances as bucket
    join events as event on event.developer_id = bucket.developer_id
      and event.balance_id = bucket.id
    where bucket.developer_id = ${developerId} and bucket.currency = ${currency}
      and bucket.payout_id is null`;
}

function causeOf(row: CauseRow, currency: Currency): DebtCause {
  const { sale_id: externalId, sale_at: occurredAt } = row;
  return {
    id: trusted.eventId(row.id),
    kind: row.kind,
    pluginName: row.plugin,
    share: money(row.developer_share, currency),
    occurredAt: row.occurred_at,
    postedOn: trustedDay(row.posted_on),
    sale:
      externalId !== null && occurredAt !== null
        ? {
            ...{ externalId, occurredAt, paidAt: row.sale_paid_at ?? undefined },
            amount: money(row.sale_amount ?? 0n, currency),
            share: money(row.sale_share ?? 0n, currency),
          }
        : undefined,
    adjustment: row.reason && row.note ? { reason: row.reason, note: row.note } : undefined,
  };
}
