import type { Fragment } from "postgres";
import type { Database } from "@/db/client";
import type { Period } from "@/lib/domain/period";

type Sql = Pick<Database, "sql">;

/**
 * By payout and month, what payouts that were not sent have claimed: canceled, they give it back.
 * Without a period, of every month. Single sales that are paid at once are left out: what is earned
 * alone covers itself.
 */
export function unsentCte(
  { sql }: Sql,
  scope: { readonly developerId?: string | undefined; readonly period?: Period | undefined },
) {
  const ofDeveloper = scope.developerId
    ? sql`and payout.developer_id = ${scope.developerId}`
    : sql``;
  const through = scope.period ? sql`where period <= ${scope.period}` : sql``;
  return sql`
    open_payouts as materialized (
      select payout.developer_id, payout.id
      from payouts as payout left join runs as run on run.id = payout.run_id
      where payout.state in ('ready', 'approved', 'submitting', 'unknown', 'failed')
        and run.event_id is null ${ofDeveloper}
    ),
    unsent as materialized (
      select developer_id, payout_id, currency, period, sum(amount)::bigint as amount from (
        select payable.developer_id, payout.id as payout_id, payable.currency, payable.period,
          bucket.developer_share as amount
        from open_payouts as payout
        join payables as payable
          on payable.developer_id = payout.developer_id and payable.payout_id = payout.id
        join balances as bucket
          on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
        union all
        select returned.developer_id, payout.id, returned.currency,
          to_char(returned.day, 'YYYY-MM'), returned.amount
        from open_payouts as payout
        join payout_returns as returned
          on returned.developer_id = payout.developer_id and returned.paid_again_by = payout.id
      ) as claimed ${through}
      group by developer_id, payout_id, currency, period
    )`;
}

/**
 * What must not be spent, for each developer and currency that has some, as `reserved`: the highest
 * that the sum of the `others` stands at through any month; and of each payout that was not sent,
 * how far its own sum stands above what it gives back in all, were it canceled, whichever of them
 * are. `others` names rows that have `developer_id`, `currency`, `period` and `amount`, and
 * `isBefore` the months of `unsent` whose runs may still come. Needs `unsentCte` before it.
 */
export function spokenForCtes({ sql }: Sql, others: Fragment, isBefore: Fragment) {
  return sql`
    of_others as (
      select developer_id, currency, greatest(max(through), 0)::bigint as amount from (
        select developer_id, currency,
          sum(sum(amount)) over (partition by developer_id, currency order by period) as through
        from ${others} group by developer_id, currency, period
      ) as month group by developer_id, currency
    ),
    of_unsent as (
      select developer_id, currency,
        greatest(max(through) filter (where ${isBefore}), 0) - sum(amount) as amount
      from (
        select *, sum(amount) over (partition by developer_id, payout_id order by period) as through
        from unsent
      ) as month group by developer_id, payout_id, currency
    ),
    reserved as materialized (
      select developer_id, currency, sum(amount)::bigint as amount from (
        select developer_id, currency, amount from of_others
        union all
        select developer_id, currency, amount from of_unsent where amount > 0
      ) as part group by developer_id, currency
    )`;
}
