import type { Database } from "@/db/client";
import type { AdjustmentReason } from "@/lib/domain/adjustment";
import { type Currency, trustedCurrency } from "@/lib/domain/currency";
import type { DeveloperId } from "@/lib/domain/ids";
import {
  type AccountingZone,
  firstDay,
  lastDay,
  nextPeriod,
  type Period,
  trustedDay,
  trustedPeriod,
} from "@/lib/domain/period";
import type {
  StatementAdjustment,
  StatementFacts,
  StatementPayment,
  StatementReturn,
} from "@/lib/domain/statement";

/**
 * What a developer's books say about a month, currency by currency: earnings by their posting
 * day, payments by the day that Stripe confirmed them, what was taken back by the day that the books
 * learned of it.
 */
export async function findStatementFacts(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  period: Period,
  zone: AccountingZone,
): Promise<readonly StatementFacts[]> {
  const start = sql`${firstDay(period)}::date::timestamp at time zone ${zone}`;
  const end = sql`${firstDay(nextPeriod(period))}::date::timestamp at time zone ${zone}`;
  const [earnings, paidBefore, payments, returnedBefore, returns, adjustments] = await Promise.all([
    sql<{ currency: string; earned_before: bigint; sales: bigint; corrections: bigint }[]>`
      select currency,
        coalesce(sum(developer_share) filter (where day < ${firstDay(period)}), 0)::bigint
          as earned_before,
        coalesce(sum(developer_share - refunded_share) filter (where day >= ${firstDay(period)}), 0)
          ::bigint as sales,
        coalesce(sum(refunded_share) filter (where day >= ${firstDay(period)}), 0)::bigint
          as corrections
      from balances
      where developer_id = ${developerId} and day <= ${lastDay(period)}
      group by currency`,
    sql<{ currency: string; paid: bigint }[]>`
      select currency, sum(amount)::bigint as paid from payouts
      where developer_id = ${developerId} and paid_at < ${start} group by currency`,
    sql<PaymentRow[]>`
      select id, currency, amount, paid_at, period, exists (
        select from runs where runs.id = payouts.run_id and runs.event_id is not null
      ) as is_of_one_sale from payouts
      where developer_id = ${developerId} and paid_at >= ${start} and paid_at < ${end}
      order by paid_at, id`,
    sql<{ currency: string; returned: bigint }[]>`
      select currency, sum(amount)::bigint as returned from payout_returns
      where developer_id = ${developerId} and day < ${firstDay(period)} group by currency`,
    sql<ReturnRow[]>`
      select id, payout_id, currency, amount, day::text, returned_at from payout_returns
      where developer_id = ${developerId}
        and day between ${firstDay(period)} and ${lastDay(period)}
      order by returned_at, id`,
    findAdjustmentRows({ sql }, developerId, period),
  ]);
  const currencies = [
    ...new Set([...earnings, ...paidBefore, ...payments, ...returns].map(currencyOf)),
  ].sort();
  return currencies.map((currency) => {
    const earned = earnings.find((row) => row.currency === currency);
    const adjusted = adjustments.filter((row) => row.currency === currency).map(readAdjustment);
    const adjustedSum = adjusted.reduce((sum, { amount }) => sum + amount, 0n);
    return {
      currency,
      earnedBefore: earned?.earned_before ?? 0n,
      paidBefore: paidBefore.find((row) => row.currency === currency)?.paid ?? 0n,
      // Buckets count adjustments with the sales; here each has a line of its own.
      sales: (earned?.sales ?? 0n) - adjustedSum,
      adjustments: adjusted,
      corrections: earned?.corrections ?? 0n,
      payments: payments.filter((row) => row.currency === currency).map(readPayment),
      returnedBefore: returnedBefore.find((row) => row.currency === currency)?.returned ?? 0n,
      returns: returns.filter((row) => row.currency === currency).map(readReturn),
    };
  });
}

type PaymentRow = {
  readonly id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly paid_at: Date;
  readonly period: string;
  readonly is_of_one_sale: boolean;
};

function findAdjustmentRows(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
  period: Period,
) {
  return sql<AdjustmentRow[]>`
      select event.id, event.currency, event.amount, event.posted_on::text as day,
        adjustment.reason, adjustment.note
      from event_adjustments as adjustment
      join events as event on event.developer_id = adjustment.developer_id
        and event.id = adjustment.event_id
      where adjustment.developer_id = ${developerId}
        and event.posted_on between ${firstDay(period)} and ${lastDay(period)}
      order by event.posted_on, event.id`;
}

type AdjustmentRow = {
  readonly id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly day: string;
  readonly reason: AdjustmentReason;
  readonly note: string;
};

function readAdjustment({ id, amount, day, reason, note }: AdjustmentRow): StatementAdjustment {
  return { eventId: id, amount, day: trustedDay(day), reason, note };
}

type ReturnRow = {
  readonly id: string;
  readonly payout_id: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly day: string;
  readonly returned_at: Date;
};

function readReturn(row: ReturnRow): StatementReturn {
  const { id, amount } = row;
  return { id, payoutId: row.payout_id, amount, day: trustedDay(row.day), at: row.returned_at };
}

function readPayment(row: PaymentRow): StatementPayment {
  return {
    payoutId: row.id,
    amount: row.amount,
    paidAt: row.paid_at,
    period: trustedPeriod(row.period),
    isOfOneSale: row.is_of_one_sale,
  };
}

function currencyOf({ currency }: { readonly currency: string }): Currency {
  return trustedCurrency(currency);
}
