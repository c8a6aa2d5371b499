import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, type PayoutId, type RunId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import type { PayoutState, PayoutWait } from "@/lib/domain/payout";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { payoutWaitColumn } from "./payout-waits";

export type PayoutSummary = {
  readonly id: PayoutId;
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly runId: RunId | undefined;
  readonly period: Period;
  readonly amount: Money;
  readonly reversed: Money;
  readonly state: PayoutState;
  readonly destination: string;
  readonly attempts: number;
  readonly transferId: string | undefined;
  readonly waitsFor: PayoutWait | undefined;
  /** See `failureWords`. */
  readonly failureCode: string | undefined;
  readonly createdAt: Date;
  readonly approvedBy: string | undefined;
  readonly approvedAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly failedAt: Date | undefined;
  readonly canceledAt: Date | undefined;
  /** When an unknown payout is looked up next. */
  readonly checkAt: Date | undefined;
  /** The one sale that is paid at once; absent on what a run of a month pays. */
  readonly sale: { readonly source: string; readonly externalId: string } | undefined;
  /** The charge whose money it is. */
  readonly sourceCharge: string | undefined;
};

type PayoutRow = {
  id: string;
  developer_id: string;
  name: string;
  run_id: string | null;
  period: string;
  currency: string;
  amount: bigint;
  reversed_amount: bigint;
  state: PayoutState;
  destination: string;
  attempt_no: number;
  transfer_id: string | null;
  waits_for: PayoutWait | null;
  failure_code: string | null;
  created_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  paid_at: Date | null;
  failed_at: Date | null;
  canceled_at: Date | null;
  check_at: Date | null;
  sale_source: string | null;
  sale_id: string | null;
  source_charge: string | null;
};

/** Every payout of a run, what needs a person first. */
export async function findRunPayouts(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  runId: RunId,
): Promise<readonly PayoutSummary[]> {
  const rows = await sql<PayoutRow[]>`
    ${selectPayouts({ sql })} where payout.run_id = ${runId}
    order by array_position(array['failed', 'unknown', 'submitting', 'approved', 'ready'],
      payout.state::text) nulls last, developer.name, payout.currency`;
  return rows.map(payoutOf);
}

/** A developer's own payouts, newest first. */
export async function findPayouts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
): Promise<readonly PayoutSummary[]> {
  const rows = await sql<PayoutRow[]>`
    ${selectPayouts({ sql })} where payout.developer_id = ${developerId}
    order by payout.created_at desc, payout.id desc`;
  return rows.map(payoutOf);
}

export async function findPayout(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  payoutId: PayoutId,
): Promise<PayoutSummary | undefined> {
  const [row] = await sql<PayoutRow[]>`${selectPayouts({ sql })} where payout.id = ${payoutId}`;
  return row && payoutOf(row);
}

export type InstantPayouts = {
  /** To be approved, or failed: the oldest of them first. */
  readonly forPerson: readonly PayoutSummary[];
  /** The newest of all. */
  readonly newest: readonly PayoutSummary[];
};

/** Sales that are paid at once, by themselves. */
export async function findInstantPayouts(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  limit: number,
): Promise<InstantPayouts> {
  const [forPerson, newest] = await Promise.all([
    sql<PayoutRow[]>`
      ${selectPayouts({ sql })}
      where run.event_id is not null and payout.state in ('ready', 'failed')
      order by payout.created_at, payout.id limit ${limit}`,
    sql<PayoutRow[]>`
      ${selectPayouts({ sql })} where run.event_id is not null
      order by run.prepared_at desc, payout.id limit ${limit}`,
  ]);
  return { forPerson: forPerson.map(payoutOf), newest: newest.map(payoutOf) };
}

function selectPayouts({ sql }: Pick<Database, "sql">) {
  return sql`
    select payout.id, payout.developer_id, developer.name, payout.run_id, payout.period,
      payout.currency, payout.amount, payout.reversed_amount, payout.state, payout.destination,
      payout.attempt_no, payout.transfer_id, payout.failure_code, payout.created_at,
      payout.approved_by, payout.approved_at, payout.paid_at, payout.failed_at,
      payout.canceled_at, payout.check_at, payout.source_charge, ${payoutWaitColumn({ sql })},
      sale.source as sale_source, sale.external_id as sale_id
    from payouts as payout join developers as developer on developer.id = payout.developer_id
    left join runs as run on run.id = payout.run_id
    left join events as sale
      on sale.developer_id = payout.developer_id and sale.id = run.event_id`;
}

function payoutOf(row: PayoutRow): PayoutSummary {
  const currency = trustedCurrency(row.currency);
  return {
    id: trusted.payoutId(row.id),
    developerId: trusted.developerId(row.developer_id),
    developerName: row.name,
    runId: row.run_id === null ? undefined : trusted.runId(row.run_id),
    period: trustedPeriod(row.period),
    amount: money(row.amount, currency),
    reversed: money(row.reversed_amount, currency),
    state: row.state,
    destination: row.destination,
    attempts: row.attempt_no,
    transferId: row.transfer_id ?? undefined,
    waitsFor: row.waits_for ?? undefined,
    failureCode: row.failure_code ?? undefined,
    createdAt: row.created_at,
    approvedBy: row.approved_by ?? undefined,
    approvedAt: row.approved_at ?? undefined,
    paidAt: row.paid_at ?? undefined,
    failedAt: row.failed_at ?? undefined,
    canceledAt: row.canceled_at ?? undefined,
    checkAt: row.check_at ?? undefined,
    sale:
      row.sale_source !== null && row.sale_id !== null
        ? { source: row.sale_source, externalId: row.sale_id }
        : undefined,
    sourceCharge: row.source_charge ?? undefined,
  };
}
