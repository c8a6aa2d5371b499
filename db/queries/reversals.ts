import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { type DeveloperId, type PayoutId, type RunId, trusted } from "@/lib/domain/ids";
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

/** The same of every payout of a run. */
export async function findRunReversals(
  { sql }: Sql,
  _admin: AdminActor,
  runId: RunId,
): Promise<readonly PayoutReversal[]> {
  const rows = await sql<Row[]>`
    select reversal.* from (${selectReversals({ sql })}) as reversal
    join payouts as payout
      on payout.developer_id = reversal.developer_id and payout.id = reversal.payout_id
    where payout.run_id = ${runId} order by reversal.payout_id, reversal.no`;
  return rows.map(reversalOf);
}

export type ReversalsPage = {
  readonly payoutId?: PayoutId | undefined;
  readonly developerId?: DeveloperId | undefined;
  readonly state?: ReversalState | undefined;
  readonly after?:
    | { readonly requestedAt: Date; readonly payoutId: string; readonly no: number }
    | undefined;
  readonly limit: number;
};

/** Everything that was asked to be taken back, newest first, a page of it. */
export async function findReversalPage(
  { sql }: Sql,
  _admin: AdminActor,
  { payoutId, developerId, state, after, limit }: ReversalsPage,
): Promise<readonly (PayoutReversal & { readonly currency: string })[]> {
  const rows = await sql<(Row & { readonly currency: string })[]>`
    select reversal.*, payout.currency from (${selectReversals({ sql })}) as reversal
    join payouts as payout
      on payout.developer_id = reversal.developer_id and payout.id = reversal.payout_id
    where true
      ${payoutId ? sql`and reversal.payout_id = ${payoutId}` : sql``}
      ${developerId ? sql`and reversal.developer_id = ${developerId}` : sql``}
      ${state ? sql`and reversal.state = ${state}` : sql``}
      ${
        after
          ? sql`and (reversal.requested_at, reversal.payout_id, reversal.no)
              < (${after.requestedAt}, ${after.payoutId}::uuid, ${after.no}::int)`
          : sql``
      }
    order by reversal.requested_at desc, reversal.payout_id desc, reversal.no desc
    limit ${limit}`;
  return rows.map((row) => ({ ...reversalOf(row), currency: row.currency }));
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
