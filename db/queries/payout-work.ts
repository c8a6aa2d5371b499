import type { Database } from "@/db/client";
import type { Readiness } from "@/lib/domain/connect";
import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, type PayoutId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { type Period, trustedPeriod } from "@/lib/domain/period";
import { needsBalance } from "./payout-waits";

/** A payout that waits to be sent. */
export type SendablePayout = {
  readonly developerId: DeveloperId;
  readonly payoutId: PayoutId;
  readonly period: Period;
  readonly amount: Money;
  readonly destination: string;
  readonly attempts: number;
  readonly sourceCharge: string | undefined;
  /** Whether it is paid out of the marketplace's balance. */
  readonly needsBalance: boolean;
  /** The one sale that is paid at once. */
  readonly sale: { readonly source: string; readonly externalId: string } | undefined;
};

type SendableRow = {
  developer_id: string;
  id: string;
  period: string;
  amount: bigint;
  currency: string;
  destination: string;
  attempt_no: number;
  source_charge: string | null;
  needs_balance: boolean;
  sale_source: string | null;
  sale_id: string | null;
};

/**
 * Approved payouts in the order of their making, but for developers on hold and for currencies
 * that wait for money in Stripe's balance: those stay approved until the pause is over.
 */
export async function findSendable(
  { sql }: Pick<Database, "sql">,
  { limit }: { readonly limit: number },
): Promise<readonly SendablePayout[]> {
  const rows = await sql<SendableRow[]>`
    select payout.developer_id, payout.id, payout.period, payout.amount, payout.currency,
      payout.destination, payout.attempt_no, payout.source_charge,
      ${needsBalance({ sql })} as needs_balance, sale.source as sale_source, sale.external_id as sale_id
    from payouts as payout
    left join runs as run on run.id = payout.run_id
    left join events as sale on sale.developer_id = payout.developer_id and sale.id = run.event_id
    left join holds as hold
      on hold.developer_id = payout.developer_id and hold.lifted_at is null
    where payout.state = 'approved' and hold.id is null
      and not (${needsBalance({ sql })} and payout.currency in (
        select currency from sending_pauses where resumed_at is null
      ))
    order by payout.created_at, payout.developer_id, payout.currency
    limit ${limit}`;
  return rows.map((row) => ({
    developerId: trusted.developerId(row.developer_id),
    payoutId: trusted.payoutId(row.id),
    period: trustedPeriod(row.period),
    amount: money(row.amount, trustedCurrency(row.currency)),
    destination: row.destination,
    attempts: row.attempt_no,
    sourceCharge: row.source_charge ?? undefined,
    needsBalance: row.needs_balance,
    sale:
      row.sale_source !== null && row.sale_id !== null
        ? { source: row.sale_source, externalId: row.sale_id }
        : undefined,
  }));
}

export type PayoutRef = { readonly developerId: DeveloperId; readonly payoutId: PayoutId };

/** Payouts whose sender's lease ran out while the call was under way. */
export async function findExpiredLeases(
  { sql }: Pick<Database, "sql">,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly PayoutRef[]> {
  const rows = await sql<{ developer_id: string; id: string }[]>`
    select developer_id, id from payouts
    where state = 'submitting' and lease_until <= ${now}
    order by created_at limit ${limit}`;
  return rows.map(refOf);
}

/** Unknown payouts whose next look-up is due. */
export async function findLookUpsDue(
  { sql }: Pick<Database, "sql">,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly PayoutRef[]> {
  const rows = await sql<{ developer_id: string; id: string }[]>`
    select developer_id, id from payouts
    where state = 'unknown' and check_at <= ${now} and (lease_until is null or lease_until <= ${now})
    order by check_at limit ${limit}`;
  return rows.map(refOf);
}

/** The frozen attempt of a payout that is being resolved, and where its money would go now. */
export type OpenAttempt = {
  readonly no: number;
  readonly request: unknown;
  readonly idempotencyKey: string;
  readonly startedAt: Date;
  /** `stored_error` when its key would only show the same error again. */
  readonly code: string | undefined;
  readonly destinationNow: string | undefined;
  readonly readinessNow: Readiness | undefined;
  readonly isOnHold: boolean;
  /** Nobody has found out meanwhile what became of its payout. */
  readonly isUnknown: boolean;
};

type AttemptRow = {
  no: number;
  request: unknown;
  idempotency_key: string;
  started_at: Date;
  code: string | null;
  destination: string | null;
  readiness: Readiness | null;
  is_on_hold: boolean;
  is_unknown: boolean;
};

export async function findLatestAttempt(
  { sql }: Pick<Database, "sql">,
  { developerId, payoutId }: PayoutRef,
): Promise<OpenAttempt | undefined> {
  const [row] = await sql<AttemptRow[]>`
    select attempt.no, attempt.request, attempt.idempotency_key, attempt.started_at, attempt.code,
      account.stripe_account_id as destination, account.readiness,
      exists (select 1 from holds
        where holds.developer_id = ${developerId} and holds.lifted_at is null) as is_on_hold,
      exists (select 1 from payouts where developer_id = ${developerId} and id = ${payoutId}
        and state = 'unknown') as is_unknown
    from payout_attempts as attempt
    left join connected_accounts as account on account.developer_id = attempt.developer_id
    where attempt.developer_id = ${developerId} and attempt.payout_id = ${payoutId}
    order by attempt.no desc limit 1`;
  return (
    row && {
      no: row.no,
      request: row.request,
      idempotencyKey: row.idempotency_key,
      startedAt: row.started_at,
      code: row.code ?? undefined,
      destinationNow: row.destination ?? undefined,
      readinessNow: row.readiness ?? undefined,
      isOnHold: row.is_on_hold,
      isUnknown: row.is_unknown,
    }
  );
}

export type TriedPayout = PayoutRef & {
  readonly attempts: number;
  readonly destination: string;
  readonly sourceCharge: string | undefined;
};

/** Payouts of a run that could be canceled, but were sent before: Stripe has to be asked first. */
export async function findTriedPayouts(
  { sql }: Pick<Database, "sql">,
  runId: string,
): Promise<readonly TriedPayout[]> {
  const rows = await sql<TriedRow[]>`
    select developer_id, id, attempt_no, destination, source_charge from payouts
    where run_id = ${runId} and state in ('approved', 'failed') and attempt_no > 0
    order by id`;
  return rows.map((row) => ({
    ...{ ...refOf(row), attempts: row.attempt_no, destination: row.destination },
    sourceCharge: row.source_charge ?? undefined,
  }));
}

type TriedRow = {
  developer_id: string;
  id: string;
  attempt_no: number;
  destination: string;
  source_charge: string | null;
};

function refOf(row: { developer_id: string; id: string }): PayoutRef {
  return {
    developerId: trusted.developerId(row.developer_id),
    payoutId: trusted.payoutId(row.id),
  };
}
