import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, type PayoutId, type PluginId, trusted } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import type { PayoutState, PayoutWait } from "@/lib/domain/payout";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { payoutWaitColumn } from "./payout-waits";

/** A payout as its developer sees it. */
export type DeveloperPayout = {
  readonly id: PayoutId;
  readonly period: Period;
  readonly amount: Money;
  readonly state: PayoutState;
  /** The one sale that was paid at once; absent on what a run of a month pays. */
  readonly saleId: string | undefined;
  /** The plugin whose part it is; absent on what pays everything. */
  readonly pluginName: string | undefined;
  readonly reversed: bigint;
  readonly transferId: string | undefined;
  readonly destination: string;
  readonly waitsFor: PayoutWait | undefined;
  readonly failureCode: string | undefined;
  readonly createdAt: Date;
  /** When its run was; a payout that is retried is approved again. */
  readonly firstApprovedAt: Date | undefined;
  readonly approvedAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly failedAt: Date | undefined;
  readonly canceledAt: Date | undefined;
};

export type PayoutPage = { readonly payouts: readonly DeveloperPayout[]; readonly total: number };

/** A developer's payouts, newest first. */
export async function findDeveloperPayouts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  page: { readonly offset: number; readonly limit: number },
): Promise<PayoutPage> {
  const rows = await sql<(PayoutRow & { readonly total: number })[]>`
    select ${payoutColumns({ sql })}, count(*) over ()::int as total from payouts as payout
    where developer_id = ${developerId}
    order by created_at desc, id desc
    offset ${page.offset} limit ${page.limit}`;
  return { payouts: rows.map(readPayout), total: rows[0]?.total ?? 0 };
}

export async function findDeveloperPayout(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  id: PayoutId,
): Promise<DeveloperPayout | undefined> {
  const [row] = await sql<PayoutRow[]>`
    select ${payoutColumns({ sql })} from payouts as payout
    where developer_id = ${developerId} and id = ${id}`;
  return row && readPayout(row);
}

export type PayoutAttempt = {
  readonly no: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | undefined;
  readonly outcome: "confirmed" | "refused" | "lost" | undefined;
  readonly code: string | undefined;
  readonly stripeRequestId: string | undefined;
};

export async function findPayoutAttempts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  payoutId: PayoutId,
): Promise<readonly PayoutAttempt[]> {
  const rows = await sql<AttemptRow[]>`
    select no, started_at, finished_at, outcome, code, stripe_request_id from payout_attempts
    where developer_id = ${developerId} and payout_id = ${payoutId} order by no`;
  return rows.map((row) => ({
    no: row.no,
    startedAt: row.started_at,
    finishedAt: row.finished_at ?? undefined,
    outcome: row.outcome ?? undefined,
    code: row.code ?? undefined,
    stripeRequestId: row.stripe_request_id ?? undefined,
  }));
}

/** The part of a payout that one plugin earned in one month. */
export type PayoutPart = {
  readonly period: Period;
  readonly pluginId: PluginId;
  readonly pluginName: string;
  readonly gross: bigint;
  readonly share: bigint;
};

/** What a payout is made of: the buckets under what it claimed. They add up to its amount. */
export async function findPayoutParts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  payoutId: PayoutId,
): Promise<readonly PayoutPart[]> {
  const rows = await sql<PartRow[]>`
    with parts as (
      select to_char(day, 'YYYY-MM') as period, plugin_id, sum(amount)::bigint as gross,
        sum(developer_share)::bigint as share
      from claimed_balances where developer_id = ${developerId} and payout_id = ${payoutId}
      group by 1, 2
    )
    select parts.*, plugins.name from parts join plugins on plugins.id = parts.plugin_id
    order by period desc, share desc, plugin_id`;
  return rows.map((row) => ({
    period: trustedPeriod(row.period),
    pluginId: trusted.pluginId(row.plugin_id),
    pluginName: row.name,
    gross: row.gross,
    share: row.share,
  }));
}

/** What was taken back of a payout, or what a payout pays again of earlier ones. */
export type PayoutReturn = {
  readonly id: string;
  readonly amount: bigint;
  readonly returnedAt: Date;
  /** The payout that it was taken back from. */
  readonly from: { readonly payoutId: PayoutId; readonly period: Period };
  readonly isPaidAgain: boolean;
};

export async function findPayoutReturns(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  payoutId: PayoutId,
): Promise<{
  readonly takenBack: readonly PayoutReturn[];
  readonly paidAgain: readonly PayoutReturn[];
}> {
  const rows = await sql<ReturnRow[]>`
    select returned.id, returned.amount, returned.returned_at, returned.payout_id,
      returned.paid_again_by, payout.period
    from payout_returns as returned
    join payouts as payout
      on payout.developer_id = returned.developer_id and payout.id = returned.payout_id
    where returned.developer_id = ${developerId}
      and ${payoutId}::uuid in (returned.payout_id, returned.paid_again_by)
    order by returned.returned_at, returned.id`;
  return {
    takenBack: rows.filter((row) => row.payout_id === payoutId).map(readReturn),
    paidAgain: rows.filter((row) => row.paid_again_by === payoutId).map(readReturn),
  };
}

type ReturnRow = {
  readonly id: string;
  readonly amount: bigint;
  readonly returned_at: Date;
  readonly payout_id: string;
  readonly paid_again_by: string | null;
  readonly period: string;
};

function readReturn(row: ReturnRow): PayoutReturn {
  return {
    id: row.id,
    amount: row.amount,
    returnedAt: row.returned_at,
    from: { payoutId: trusted.payoutId(row.payout_id), period: trustedPeriod(row.period) },
    isPaidAgain: row.paid_again_by !== null,
  };
}

type PayoutRow = {
  readonly id: string;
  readonly sale_id: string | null;
  readonly plugin_name: string | null;
  readonly period: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly state: PayoutState;
  readonly reversed_amount: bigint;
  readonly transfer_id: string | null;
  readonly destination: string;
  readonly waits_for: PayoutWait | null;
  readonly failure_code: string | null;
  readonly created_at: Date;
  readonly first_approved_at: Date | null;
  readonly approved_at: Date | null;
  readonly paid_at: Date | null;
  readonly failed_at: Date | null;
  readonly canceled_at: Date | null;
};

type AttemptRow = {
  readonly no: number;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly outcome: "confirmed" | "refused" | "lost" | null;
  readonly code: string | null;
  readonly stripe_request_id: string | null;
};

type PartRow = {
  readonly period: string;
  readonly plugin_id: string;
  readonly name: string;
  readonly gross: bigint;
  readonly share: bigint;
};

function payoutColumns({ sql }: Pick<Database, "sql">) {
  return sql`id, period, currency, amount, state, reversed_amount, transfer_id,
    destination, failure_code, created_at, approved_at, paid_at, failed_at, canceled_at,
    ${payoutWaitColumn({ sql })}, (
      select sale.external_id from runs as run
      join events as sale on sale.developer_id = run.developer_id and sale.id = run.event_id
      where run.id = payout.run_id
    ) as sale_id, (
      select plugin.name from runs as run join plugins as plugin on plugin.id = run.plugin_id
      where run.id = payout.run_id
    ) as plugin_name, (
      select run.approved_at from runs as run where run.id = payout.run_id
    ) as first_approved_at`;
}

function readPayout(row: PayoutRow): DeveloperPayout {
  return {
    id: trusted.payoutId(row.id),
    period: trustedPeriod(row.period),
    amount: { minor: row.amount, currency: trustedCurrency(row.currency) },
    state: row.state,
    saleId: row.sale_id ?? undefined,
    pluginName: row.plugin_name ?? undefined,
    reversed: row.reversed_amount,
    transferId: row.transfer_id ?? undefined,
    destination: row.destination,
    waitsFor: row.waits_for ?? undefined,
    failureCode: row.failure_code ?? undefined,
    createdAt: row.created_at,
    firstApprovedAt: (row.approved_at && (row.first_approved_at ?? row.approved_at)) || undefined,
    approvedAt: row.approved_at ?? undefined,
    paidAt: row.paid_at ?? undefined,
    failedAt: row.failed_at ?? undefined,
    canceledAt: row.canceled_at ?? undefined,
  };
}
