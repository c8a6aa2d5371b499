import type { Database } from "@/db/client";
import { type DeveloperId, type PayoutId, trusted } from "@/lib/domain/ids";
import type { ReversalState } from "@/lib/domain/reversal";

type Sql = Pick<Database, "sql">;

export type PayoutReversal = {
  readonly developerId: DeveloperId;
  readonly payoutId: PayoutId;
  readonly no: number;
  readonly amount: bigint;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly state: ReversalState;
  readonly reversalId: string | undefined;
  readonly code: string | undefined;
  readonly finishedAt: Date | undefined;
  readonly request: unknown;
};

type Row = {
  developer_id: string;
  payout_id: string;
  no: number;
  amount: bigint;
  reason: string;
  requested_by: string;
  requested_at: Date;
  state: ReversalState;
  reversal_id: string | null;
  code: string | null;
  finished_at: Date | null;
  request: unknown;
};

/** Everything that was asked to be taken back of a payout, in order. */
export async function findReversals(
  { sql }: Sql,
  developerId: DeveloperId,
  payoutId: PayoutId,
): Promise<readonly PayoutReversal[]> {
  const rows = await sql<Row[]>`
    ${selectReversals({ sql })}
    where developer_id = ${developerId} and payout_id = ${payoutId} order by no`;
  return rows.map(reversalOf);
}

/** Reversals whose outcome is to be looked up now. */
export async function findReversalsDue(
  { sql }: Sql,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly PayoutReversal[]> {
  const rows = await sql<Row[]>`
    ${selectReversals({ sql })} where check_at <= ${now} order by check_at limit ${limit}`;
  return rows.map(reversalOf);
}

function selectReversals({ sql }: Sql) {
  return sql`
    select developer_id, payout_id, no, amount, reason, requested_by, requested_at, state,
      reversal_id, code, finished_at, request
    from payout_reversals`;
}

function reversalOf(row: Row): PayoutReversal {
  return {
    developerId: trusted.developerId(row.developer_id),
    payoutId: trusted.payoutId(row.payout_id),
    no: row.no,
    amount: row.amount,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    state: row.state,
    reversalId: row.reversal_id ?? undefined,
    code: row.code ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    request: row.request,
  };
}
