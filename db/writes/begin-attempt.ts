import type { Database } from "@/db/client";
import { needsBalance } from "@/db/queries/payout-waits";
import type { Readiness } from "@/lib/domain/connect";
import type { Currency } from "@/lib/domain/currency";
import type { DeveloperId, PayoutId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

export type AttemptPlan = {
  readonly developerId: DeveloperId;
  readonly payoutId: PayoutId;
  readonly no: number;
  readonly currency: Currency;
  /** The frozen request. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
  /** Only the holder of the token may write the outcome. */
  readonly leaseToken: string;
  readonly leaseUntil: Date;
  readonly at: Date;
  readonly by: string;
};

export type BegunAttempt = {
  /** Where the developer's money would go by what is known now. */
  readonly destinationNow: string | undefined;
  readonly readinessNow: Readiness | undefined;
};

/**
 * Writes down that a payout is about to be sent: its attempt, the exact request and the key, under
 * a lease. Absent when somebody else took it, it is not approved any more, or its developer has
 * been put on hold, or its currency paused, since: it then waits, approved, until that is over.
 */
export async function beginAttempt(
  db: Pick<Database, "sql">,
  plan: AttemptPlan,
): Promise<BegunAttempt | undefined> {
  const { developerId, payoutId, no, at } = plan;
  const entry = {
    at,
    actor: plan.by,
    action: "payout.submit",
    subject: `payout:${payoutId}`,
    detail: { attempt: no },
  };
  const [row] = await db.sql<{ destination: string | null; readiness: Readiness | null }[]>`
    with begun as (
      update payouts as payout
      set state = 'submitting', attempt_no = ${no}, lease_token = ${plan.leaseToken}::uuid,
        lease_until = ${plan.leaseUntil}, check_at = null, updated_at = ${at}
      where developer_id = ${developerId} and id = ${payoutId} and state = 'approved'
        and attempt_no = ${no - 1} and not exists (
          select 1 from holds where holds.developer_id = ${developerId} and holds.lifted_at is null
        ) and not (${needsBalance(db)} and exists (
          select 1 from sending_pauses
          where sending_pauses.currency = ${plan.currency} and sending_pauses.resumed_at is null
        ))
      returning developer_id, id
    ),
    attempt as (
      insert into payout_attempts (developer_id, payout_id, no, request, idempotency_key, started_at)
      select developer_id, id, ${no}, ${JSON.stringify(plan.request)}::text::jsonb,
        ${plan.idempotencyKey}, ${at}
      from begun
      returning no
    ),
    ${auditCtes(db, entry, "begun")}
    select account.stripe_account_id as destination, account.readiness
    from begun left join connected_accounts as account on account.developer_id = begun.developer_id`;
  return (
    row && {
      destinationNow: row.destination ?? undefined,
      readinessNow: row.readiness ?? undefined,
    }
  );
}
