import type { Database } from "@/db/client";
import { type DeveloperId, type EventId, type RunId, trusted } from "@/lib/domain/ids";

type Sql = Pick<Database, "sql">;

/** A sale that is to be paid at once, if nothing is in the way. */
export type WaitingSale = { readonly developerId: DeveloperId; readonly eventId: EventId };

export type NamedSale = WaitingSale & { readonly source: string; readonly externalId: string };

/** Sales that nobody has judged yet, in the order of their recording. */
export async function findWaitingSales({ sql }: Sql, limit: number): Promise<readonly NamedSale[]> {
  const rows = await sql<SaleRow[]>`
    select payable.developer_id, payable.id, sale.source, sale.external_id
    from payables as payable
    join events as sale on sale.developer_id = payable.developer_id and sale.id = payable.id
    where payable.waits_for_instant and payable.payout_id is null
    order by payable.id limit ${limit}`;
  return rows.map(saleOf);
}

/** The sale that a transfer at Stripe says it paid at once. */
export async function findWaitingSale(
  { sql }: Sql,
  sale: {
    readonly developerId: DeveloperId;
    readonly source: string;
    readonly externalId: string;
  },
): Promise<NamedSale | undefined> {
  const [row] = await sql<SaleRow[]>`
    select sale.developer_id, sale.id, sale.source, sale.external_id
    from events as sale
    join payables as payable on payable.developer_id = sale.developer_id and payable.id = sale.id
    where sale.source = ${sale.source} and sale.external_id = ${sale.externalId}
      and sale.developer_id = ${sale.developerId}
      and payable.waits_for_instant and payable.payout_id is null`;
  return row && saleOf(row);
}

/**
 * Prepared payouts of single sales that need no person: below the threshold, and to the account
 * that they were prepared with. The statement that approves judges again.
 */
export async function findInstantRuns({ sql }: Sql, limit: number): Promise<readonly RunId[]> {
  const rows = await sql<{ id: string }[]>`
    select run.id from runs as run
    join payouts as payout on payout.run_id = run.id
    join connected_accounts as account on account.developer_id = payout.developer_id
      and account.stripe_account_id = payout.destination
    left join approval_thresholds as threshold on threshold.currency = payout.currency
    where run.state = 'prepared' and run.event_id is not null
      and payout.amount <= coalesce(threshold.amount, payout.amount)
    order by run.id limit ${limit}`;
  return rows.map(({ id }) => trusted.runId(id));
}

type SaleRow = { developer_id: string; id: string; source: string; external_id: string };

function saleOf(row: SaleRow): NamedSale {
  return {
    developerId: trusted.developerId(row.developer_id),
    eventId: trusted.eventId(row.id),
    source: row.source,
    externalId: row.external_id,
  };
}
