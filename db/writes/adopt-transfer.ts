import type { Database } from "@/db/client";
import { auditCtes } from "./audit";
import type { PayoutKey } from "./payout-leases";

export type Adoption = PayoutKey & {
  readonly transferId: string;
  readonly at: Date;
  readonly by: string;
};

/**
 * Marks a payout paid by a transfer that a webhook or a look-up showed, whoever held a lease: the
 * evidence of a transfer always wins. The caller has validated it against the frozen request.
 *
 * False when the payout is not in a state that waits for evidence, such as paid already.
 */
export async function adoptTransfer(
  db: Pick<Database, "sql">,
  { developerId, payoutId, transferId, at, by }: Adoption,
): Promise<boolean> {
  const entry = {
    at,
    actor: by,
    action: "payout.paid",
    subject: `payout:${payoutId}`,
    detail: { transfer: transferId, detail: "found at Stripe" },
  };
  const rows = await db.sql`
    with adopted as (
      update payouts
      set state = 'paid', transfer_id = ${transferId}, paid_at = ${at}, failure_code = null,
        failed_at = null, check_at = null, lease_token = null, lease_until = null,
        updated_at = ${at}
      where developer_id = ${developerId} and id = ${payoutId}
        and state in ('submitting', 'unknown', 'failed')
      returning developer_id, id, attempt_no
    ),
    attempt as (
      update payout_attempts as attempt
      set outcome = 'confirmed', finished_at = ${at}, code = null, detail = 'found at Stripe'
      from adopted
      where attempt.developer_id = adopted.developer_id and attempt.payout_id = adopted.id
        and attempt.no = adopted.attempt_no
      returning attempt.no
    ),
    ${auditCtes(db, entry, "adopted")}
    select id from adopted`;
  return rows.length === 1;
}
