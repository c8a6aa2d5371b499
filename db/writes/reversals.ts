import type { Database } from "@/db/client";
import type { DeveloperId, PayoutId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

export type ReversalWish = {
  readonly payoutId: PayoutId;
  /** Absent: everything that is not back yet. */
  readonly amount: bigint | undefined;
  /** What whoever asks saw as left; absent: whatever is left. */
  readonly seenLeft: bigint | undefined;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
  /** When it is looked up if the process that asks for it dies. */
  readonly checkAt: Date;
};

export type ReversalKey = {
  readonly developerId: DeveloperId;
  readonly payoutId: PayoutId;
  readonly no: number;
};

type RequestedRow = {
  developer_id: string;
  no: number;
  amount: bigint;
  transfer_id: string;
};

/**
 * Writes down that (a part of) a paid payout is about to be taken back, with the exact request and
 * its key. Absent when it is not paid, less than the amount is left, another amount is left than
 * was seen, or another reversal of it is still open: the payout's row is locked, and `payout_reversals_one_open` decides between two.
 */
export async function requestReversal(
  db: Pick<Database, "sql">,
  wish: ReversalWish,
): Promise<RequestedRow | undefined> {
  const { sql } = db;
  const { payoutId, at, by, reason } = wish;
  const amount = wish.amount?.toString() ?? null;
  const seenLeft = wish.seenLeft?.toString() ?? null;
  const detail = sql`(select jsonb_build_object('no', no, 'amount', amount::text,
    'reason', reason) from requested)`;
  const action = "payout.reversal_requested";
  const entry = { at, actor: by, action, subject: `payout:${payoutId}`, detail };
  const [row] = await sql<RequestedRow[]>`
    with payout as materialized (
      select developer_id, id, transfer_id, amount - reversed_amount as remaining from payouts
      where id = ${payoutId} and state in ('paid', 'partly_reversed')
      for update
    ),
    wish as (
      select payout.*, coalesce(${amount}::bigint, remaining) as asked,
        (select coalesce(max(known.no), 0) + 1 from payout_reversals as known
          where known.developer_id = payout.developer_id and known.payout_id = payout.id) as no
      from payout where coalesce(${amount}::bigint, remaining) between 1 and remaining
        and remaining = coalesce(${seenLeft}::bigint, remaining)
    ),
    requested as (
      insert into payout_reversals (developer_id, payout_id, no, amount, reason, requested_by,
        requested_at, request, idempotency_key, state, check_at)
      select developer_id, id, no, asked, ${reason}, ${by}, ${at},
        jsonb_build_object('transferId', transfer_id, 'amount', asked::text, 'metadata',
          jsonb_build_object('payout_id', id::text, 'reversal', id || ':' || no)),
        'reversal:' || id || ':' || no, 'requested', ${wish.checkAt}
      from wish
      on conflict do nothing
      returning developer_id, no, amount, reason
    ),
    ${auditCtes(db, entry, "requested")}
    select requested.developer_id, requested.no, requested.amount, wish.transfer_id
    from requested, wish`;
  return row;
}

export type ReversalEnd =
  | { readonly state: "made"; readonly reversalId: string }
  | { readonly state: "refused"; readonly code: string; readonly detail: string | undefined }
  | { readonly state: "unknown"; readonly detail: string; readonly checkAt: Date };

/** Writes what became of a reversal. What is made or refused stays, but for proof that it was made. */
export async function finishReversal(
  db: Pick<Database, "sql">,
  { developerId, payoutId, no }: ReversalKey,
  end: ReversalEnd,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<boolean> {
  const { sql } = db;
  const reversalId = end.state === "made" ? end.reversalId : null;
  const code = end.state === "refused" ? end.code : null;
  const note = end.state === "made" ? null : (end.detail ?? null);
  const entry = {
    ...{ at, actor: by, action: `payout.reversal_${end.state}`, subject: `payout:${payoutId}` },
    detail: { no, reversal: reversalId, code, detail: note },
  };
  const rows = await sql`
    with finished as (
      update payout_reversals
      set state = ${end.state}, reversal_id = ${reversalId}, code = ${code}, detail = ${note},
        finished_at = ${end.state === "unknown" ? null : at}::timestamptz,
        check_at = ${end.state === "unknown" ? end.checkAt : null}::timestamptz
      where developer_id = ${developerId} and payout_id = ${payoutId} and no = ${no}
        and (state in ('requested', 'unknown')
          or (state = 'refused' and ${end.state}::text = 'made'))
      returning payout_id
    ),
    ${auditCtes(db, entry, "finished")}
    select payout_id from finished`;
  return rows.length === 1;
}

/** Lets one process at a time look an open reversal up, when it is due. */
export async function leaseReversal(
  { sql }: Pick<Database, "sql">,
  { developerId, payoutId, no }: ReversalKey,
  { at, until }: { readonly at: Date; readonly until: Date },
): Promise<boolean> {
  const rows = await sql`
    update payout_reversals set check_at = ${until}
    where developer_id = ${developerId} and payout_id = ${payoutId} and no = ${no}
      and state in ('requested', 'unknown') and check_at <= ${at}
    returning no`;
  return rows.length === 1;
}

/** Gives a look-up back that showed nothing, to be tried again later. */
export async function postponeReversal(
  { sql }: Pick<Database, "sql">,
  { developerId, payoutId, no }: ReversalKey,
  checkAt: Date,
): Promise<void> {
  await sql`
    update payout_reversals set check_at = ${checkAt}
    where developer_id = ${developerId} and payout_id = ${payoutId} and no = ${no}
      and state = 'unknown'`;
}
