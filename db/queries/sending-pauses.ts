import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SendingPause } from "@/lib/domain/sending-pause";
import { needsBalance } from "./payout-waits";

type Sql = Pick<Database, "sql">;

type PauseRow = {
  id: string;
  currency: string;
  paused_at: Date;
  available: bigint | null;
  read_at: Date | null;
  checked_at: Date | null;
  payouts: number;
  amount: bigint;
  next: bigint;
};

/**
 * The currencies in which nothing is sent at the moment, with what waits in each. Payouts of
 * developers on hold wait for something else and are not counted.
 */
export async function findPauses({ sql }: Sql): Promise<readonly SendingPause[]> {
  const rows = await sql<PauseRow[]>`
    with paused as materialized (
      select id, currency, paused_at, available, read_at, checked_at from sending_pauses
      where resumed_at is null
    ),
    waiting as (
      select payout.currency, count(*)::int as payouts, sum(payout.amount)::bigint as amount,
        (array_agg(payout.amount order by payout.created_at, payout.developer_id))[1] as next
      from payouts as payout
      join paused on paused.currency = payout.currency
      left join holds as hold
        on hold.developer_id = payout.developer_id and hold.lifted_at is null
      where payout.state = 'approved' and ${needsBalance({ sql })} and hold.id is null
      group by payout.currency
    )
    select paused.*, coalesce(waiting.payouts, 0) as payouts,
      coalesce(waiting.amount, 0)::bigint as amount, coalesce(waiting.next, 0)::bigint as next
    from paused left join waiting on waiting.currency = paused.currency
    order by paused.currency`;
  return rows.map((row) => ({
    id: row.id,
    currency: trustedCurrency(row.currency),
    pausedAt: row.paused_at,
    read:
      row.available === null || row.read_at === null
        ? undefined
        : { available: row.available, at: row.read_at },
    checkedAt: row.checked_at ?? undefined,
    waiting: { payouts: row.payouts, amount: row.amount, next: row.next },
  }));
}

/**
 * Whether sending in the currency went on shortly before, and nothing was paid since: Stripe's
 * figure then promised more than there was.
 */
export async function wasFruitless(
  { sql }: Sql,
  { currency, pausedAt }: Pick<SendingPause, "currency" | "pausedAt">,
): Promise<boolean> {
  const [row] = await sql<{ is_fruitless: boolean }[]>`
    with before as materialized (
      select max(resumed_at) as resumed_at from sending_pauses
      where currency = ${currency} and resumed_at > ${pausedAt}::timestamptz - interval '10 minutes'
    )
    select exists (select 1 from before where resumed_at is not null) and not exists (
      select 1 from payouts as payout, before
      where payout.currency = ${currency} and payout.paid_at >= before.resumed_at
    ) as is_fruitless`;
  return row?.is_fruitless ?? false;
}
