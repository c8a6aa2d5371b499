import type { Database } from "@/db/client";
import { auditCtes } from "./audit";
import type { PayoutKey } from "./payout-leases";

export type Reservation = PayoutKey & {
  readonly attempts: number;
  /** The transfer at Stripe, as an attempt's request. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly sentAt: Date;
  readonly at: Date;
  readonly by: string;
};

/**
 * Leads a payout that Remit believes unsent towards a transfer that Stripe has of it, as after a
 * restored backup: `ready → approved` or `approved → submitting`, one step a call, with an attempt
 * that says what was found.
 *
 * The attempt is there from the first step on: whoever takes the payout between the steps sees
 * that it was tried before, and looks it up instead of sending it.
 */
export async function reserveForTransfer(
  db: Pick<Database, "sql">,
  step: Reservation & { readonly from: "ready" | "approved" },
): Promise<boolean> {
  const { sql } = db;
  const { developerId, payoutId, at, by } = step;
  const no = step.attempts + 1;
  const change =
    step.from === "ready"
      ? sql`state = 'approved', approved_by = ${by}, approved_at = ${at}`
      : sql`state = 'submitting', lease_token = null, lease_until = ${at}`;
  const entry = {
    at,
    actor: by,
    action: "payout.found_at_stripe",
    subject: `payout:${payoutId}`,
    detail: { attempt: no, from: step.from },
  };
  const rows = await sql`
    with reserved as (
      update payouts set ${change}, attempt_no = ${no}, updated_at = ${at}
      where developer_id = ${developerId} and id = ${payoutId}
        and state = ${step.from}::payout_state and attempt_no in (${no - 1}, ${no})
      returning developer_id, id
    ),
    attempt as (
      insert into payout_attempts (developer_id, payout_id, no, request, idempotency_key,
        started_at, finished_at, outcome, detail)
      select developer_id, id, ${no}, ${JSON.stringify(step.request)}::text::jsonb,
        ${`payout:${payoutId}:${no}`}, ${step.sentAt}, ${at}, 'lost', 'found at Stripe'
      from reserved
      on conflict do nothing
      returning no
    ),
    ${auditCtes(db, entry, "reserved")}
    select id from reserved`;
  return rows.length === 1;
}
