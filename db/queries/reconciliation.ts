import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, type PayoutId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import type { PayoutState } from "@/lib/domain/payout";

/** What Remit believes about a payout's transfer. */
export type PayoutRecord = {
  readonly developerId: DeveloperId;
  readonly payoutId: PayoutId;
  readonly amount: Money;
  readonly state: PayoutState;
  readonly destination: string;
  readonly sourceCharge: string | undefined;
  readonly transferId: string | undefined;
  readonly reversed: bigint;
  readonly attempts: number;
  readonly paidAt: Date | undefined;
};

type Row = {
  developer_id: string;
  id: string;
  amount: bigint;
  currency: string;
  state: PayoutState;
  destination: string;
  source_charge: string | null;
  transfer_id: string | null;
  reversed_amount: bigint;
  attempt_no: number;
  paid_at: Date | null;
};

const columns = ({ sql }: Pick<Database, "sql">) => sql`
  developer_id, id, amount, currency, state, destination, transfer_id, reversed_amount,
  attempt_no, paid_at, source_charge`;

export async function findPayoutRecords(
  { sql }: Pick<Database, "sql">,
  payoutIds: readonly PayoutId[],
): Promise<ReadonlyMap<PayoutId, PayoutRecord>> {
  if (payoutIds.length === 0) return new Map();
  const rows = await sql<Row[]>`
    select ${columns({ sql })} from payouts where id = any(${[...payoutIds]}::uuid[])`;
  return new Map(rows.map((row) => [trusted.payoutId(row.id), recordOf(row)]));
}

/** Where the next page of paid payouts begins. */
export type PaidCursor = { readonly paidAt: Date; readonly payoutId: PayoutId };

/** Payouts whose money left, latest first: from `before` (exclusive) back to `since`. */
export async function findPaidPayouts(
  { sql }: Pick<Database, "sql">,
  page: {
    readonly since: Date | undefined;
    readonly before: PaidCursor | undefined;
    readonly limit: number;
  },
): Promise<readonly PayoutRecord[]> {
  const { since, before } = page;
  const rows = await sql<Row[]>`
    select ${columns({ sql })} from payouts
    where transfer_id is not null
      ${since ? sql`and paid_at >= ${since}` : sql``}
      ${before ? sql`and (paid_at, id) < (${before.paidAt}, ${before.payoutId}::uuid)` : sql``}
    order by paid_at desc, id desc
    limit ${page.limit}`;
  return rows.map(recordOf);
}

function recordOf(row: Row): PayoutRecord {
  return {
    developerId: trusted.developerId(row.developer_id),
    payoutId: trusted.payoutId(row.id),
    amount: money(row.amount, trustedCurrency(row.currency)),
    state: row.state,
    destination: row.destination,
    sourceCharge: row.source_charge ?? undefined,
    transferId: row.transfer_id ?? undefined,
    reversed: row.reversed_amount,
    attempts: row.attempt_no,
    paidAt: row.paid_at ?? undefined,
  };
}
