import type { Database } from "@/db/client";
import type { AdminActor, ApiActor } from "@/lib/auth/actor";
import type { DeveloperId, RunId } from "@/lib/domain/ids";
import type { PayoutState, PayoutWait } from "@/lib/domain/payout";
import type { Period } from "@/lib/domain/period";
import { payoutWaitColumn } from "./payout-waits";

/** A payout as the marketplace's backend sees it. */
export type ApiPayout = {
  readonly id: string;
  readonly developerId: string;
  readonly period: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly reversedAmount: bigint;
  readonly state: PayoutState;
  readonly transferId: string | null;
  readonly failureCode: string | null;
  readonly waitsFor: PayoutWait | null;
  readonly createdAt: Date;
  readonly paidAt: Date | null;
  /** The one sale that is paid at once, by its source's id. */
  readonly saleId: string | null;
};

export type PayoutsPage = {
  readonly runId?: RunId | undefined;
  readonly period?: Period | undefined;
  readonly developerId?: DeveloperId | undefined;
  readonly state?: PayoutState | undefined;
  readonly after?: { readonly developerId: string; readonly id: string } | undefined;
  readonly limit: number;
};

/** Payouts by developer and id, which is the primary key, so that a page is one range of it. */
export async function findApiPayouts(
  { sql }: Pick<Database, "sql">,
  _actor: ApiActor | AdminActor,
  { runId, period, developerId, state, after, limit }: PayoutsPage,
): Promise<readonly ApiPayout[]> {
  return sql<ApiPayout[]>`
    select id, developer_id as "developerId", period, currency, amount,
      reversed_amount as "reversedAmount", state, transfer_id as "transferId",
      failure_code as "failureCode", ${payoutWaitColumn({ sql }, "waitsFor")},
      created_at as "createdAt", paid_at as "paidAt", (
        select sale.external_id from runs as run
        join events as sale on sale.developer_id = run.developer_id and sale.id = run.event_id
        where run.id = payout.run_id
      ) as "saleId"
    from payouts as payout
    where true
      ${runId ? sql`and run_id = ${runId}` : sql``}
      ${period ? sql`and period = ${period}` : sql``}
      ${developerId ? sql`and developer_id = ${developerId}` : sql``}
      ${state ? sql`and state = ${state}::text::payout_state` : sql``}
      ${after ? sql`and (developer_id, id) > (${after.developerId}, ${after.id}::uuid)` : sql``}
    order by developer_id, id limit ${limit}`;
}
