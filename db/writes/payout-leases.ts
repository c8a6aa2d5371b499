import type { Database } from "@/db/client";
import type { DeveloperId, PayoutId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

export type PayoutKey = { readonly developerId: DeveloperId; readonly payoutId: PayoutId };

/**
 * Takes a payout whose sender went silent: its lease ran out while the call was under way, so
 * nobody knows the outcome. From here on only a look-up decides.
 */
export async function loseExpired(
  db: Pick<Database, "sql">,
  { developerId, payoutId }: PayoutKey,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<boolean> {
  const entry = {
    at,
    actor: by,
    action: "payout.unknown",
    subject: `payout:${payoutId}`,
    detail: { detail: "its sender went silent" },
  };
  const rows = await db.sql`
    with expired as (
      update payouts
      set state = 'unknown', lease_token = null, lease_until = null, check_at = ${at},
        updated_at = ${at}
      where developer_id = ${developerId} and id = ${payoutId} and state = 'submitting'
        and lease_until <= ${at}
      returning developer_id, id, attempt_no
    ),
    attempt as (
      update payout_attempts as attempt
      set outcome = 'lost', finished_at = ${at}, detail = 'its sender went silent'
      from expired
      where attempt.developer_id = expired.developer_id and attempt.payout_id = expired.id
        and attempt.no = expired.attempt_no
      returning attempt.no
    ),
    ${auditCtes(db, entry, "expired")}
    select id from expired`;
  return rows.length === 1;
}

export type LookUpLease = {
  readonly leaseToken: string;
  readonly leaseUntil: Date;
  readonly at: Date;
};

/** Lets one process at a time look an unknown payout up, when its next look-up is due. */
export async function leaseUnknown(
  { sql }: Pick<Database, "sql">,
  { developerId, payoutId }: PayoutKey,
  { leaseToken, leaseUntil, at }: LookUpLease,
): Promise<boolean> {
  const rows = await sql`
    update payouts
    set lease_token = ${leaseToken}::uuid, lease_until = ${leaseUntil}, updated_at = ${at}
    where developer_id = ${developerId} and id = ${payoutId} and state = 'unknown'
      and check_at <= ${at} and (lease_until is null or lease_until <= ${at})
    returning id`;
  return rows.length === 1;
}

/** Gives a look-up back that showed nothing, to be tried again later. */
export async function postponeLookUp(
  { sql }: Pick<Database, "sql">,
  { developerId, payoutId }: PayoutKey,
  { leaseToken, checkAt, at }: { leaseToken: string; checkAt: Date; at: Date },
): Promise<void> {
  await sql`
    update payouts
    set lease_token = null, lease_until = null, check_at = ${checkAt}, updated_at = ${at}
    where developer_id = ${developerId} and id = ${payoutId} and state = 'unknown'
      and lease_token = ${leaseToken}::uuid`;
}
