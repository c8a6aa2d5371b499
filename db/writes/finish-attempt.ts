import type { Database } from "@/db/client";
import type { DeveloperId, PayoutId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

/** What became of an attempt. `lost`: to be looked up at `checkAt`. */
export type AttemptOutcome =
  | { readonly outcome: "confirmed"; readonly transferId: string }
  | { readonly outcome: "refused"; readonly code: string }
  /** Refused too, for want of balance: the payout waits for money, and so does its currency. */
  | { readonly outcome: "unfunded"; readonly code: string }
  | { readonly outcome: "lost"; readonly code: string | undefined; readonly checkAt: Date };

export type AttemptEnd = AttemptOutcome & {
  readonly developerId: DeveloperId;
  readonly payoutId: PayoutId;
  readonly no: number;
  readonly leaseToken: string;
  readonly detail: string | undefined;
  readonly requestId: string | undefined;
  readonly at: Date;
  readonly by: string;
};

const STATES = {
  confirmed: "paid",
  refused: "failed",
  unfunded: "approved",
  lost: "unknown",
} as const;

/**
 * Writes an attempt's outcome and what follows for its payout, as one statement.
 *
 * Only the holder of the lease may: after the lease was taken over, a holder that wakes up late
 * changes nothing (false), and the truth is found by a look-up. An unknown payout goes on being
 * unknown when its attempt is lost again. One that the balance did not cover goes back to those
 * that wait, and the same statement pauses its currency.
 */
export async function finishAttempt(db: Pick<Database, "sql">, end: AttemptEnd): Promise<boolean> {
  const { sql } = db;
  const { developerId, payoutId, no, at } = end;
  const state = STATES[end.outcome];
  const transferId = end.outcome === "confirmed" ? end.transferId : null;
  const code = end.outcome === "confirmed" ? null : (end.code ?? null);
  const checkAt = end.outcome === "lost" ? end.checkAt : null;
  const entry = {
    at,
    actor: end.by,
    action: end.outcome === "unfunded" ? "payout.unfunded" : `payout.${state}`,
    subject: `payout:${payoutId}`,
    detail: { attempt: no, transfer: transferId, code, detail: end.detail ?? null },
  };
  const rows = await sql`
    with finished as (
      update payouts
      set state = ${state}::payout_state, transfer_id = ${transferId},
        paid_at = ${end.outcome === "confirmed" ? at : null}::timestamptz,
        failure_code = ${end.outcome === "refused" ? end.code : null},
        failed_at = ${end.outcome === "refused" ? at : null}::timestamptz,
        check_at = ${checkAt}::timestamptz, lease_token = null, lease_until = null,
        updated_at = ${at}
      where developer_id = ${developerId} and id = ${payoutId} and attempt_no = ${no}
        and state in ('submitting', 'unknown') and lease_token = ${end.leaseToken}::uuid
      returning developer_id, id, currency
    ),
    paused as (
      insert into sending_pauses (id, currency, paused_at, developer_id, payout_id, attempt_no)
      select gen_random_uuid(), currency, ${at}, developer_id, id, ${no} from finished
      where ${end.outcome === "unfunded"}
      on conflict (currency) where resumed_at is null do nothing
    ),
    attempt as (
      update payout_attempts as attempt
      set outcome = ${end.outcome === "unfunded" ? "refused" : end.outcome}::attempt_outcome, finished_at = ${at}, code = ${code},
        detail = ${end.detail ?? null},
        stripe_request_id = coalesce(${end.requestId ?? null}, attempt.stripe_request_id)
      from finished
      where attempt.developer_id = finished.developer_id and attempt.payout_id = finished.id
        and attempt.no = ${no}
      returning attempt.no
    ),
    ${auditCtes(db, entry, "finished")}
    select id from finished`;
  return rows.length === 1;
}
