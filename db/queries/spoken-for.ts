import type { Fragment } from "postgres";
import type { Database } from "@/db/client";
import type { Period } from "@/lib/domain/period";

type Sql = Pick<Database, "sql">;

/**
 * By month, what payouts that were not sent have claimed: canceled, they give it back. Without a
 * period, of every month. Single sales that are paid at once are left out: what is earned alone
 * covers itself.
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
      select developer_id, currency, period, sum(amount)::bigint as amount from (
        select payable.developer_id, payable.currency, payable.period,
          bucket.developer_share as amount
        from open_payouts as payout
        join payables as payable
          on payable.developer_id = payout.developer_id and payable.payout_id = payout.id
        join balances as bucket
          on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
        union all
        select returned.developer_id, returned.currency, to_char(returned.day, 'YYYY-MM'),
          returned.amount
        from open_payouts as payout
        join payout_returns as returned
          on returned.developer_id = payout.developer_id and returned.paid_again_by = payout.id
      ) as claimed ${through}
      group by developer_id, currency, period
    )`;
}

/**
 * What must not be spent, for each developer and currency that has some: `reserved` of the others
 * as they are, or as they were if everything that was not sent were canceled, whichever leaves
 * less. `others` names rows, with a condition, that have `developer_id`, `currency`, `period` and `amount`, and `isBefore`
 * the months of `unsent` whose runs may still come. Needs `unsentCte` before it.
 */
export function spokenForCtes({ sql }: Sql, others: Fragment, isBefore: Fragment) {
  const asIs = sql`(select developer_id, currency, period, amount from ${others}) as now`;
  const ifCanceled = sql`(
    select developer_id, currency, period, amount from ${others}
    and (developer_id, currency) in (select developer_id, currency from unsent)
    union all
    select developer_id, currency, period, amount from unsent where ${isBefore}
  ) as still`;
  return sql`
    ${reservedCte({ sql }, sql`reserved_now`, asIs)},
    ${reservedCte({ sql }, sql`reserved_if_canceled`, ifCanceled)},
    given_back as (
      select developer_id, currency, sum(amount)::bigint as amount from unsent
      group by developer_id, currency
    ),
    reserved as materialized (
      select developer_id, currency, greatest(reserved_now.amount,
        coalesce(reserved_if_canceled.amount, 0) - given_back.amount, 0) as amount
      from reserved_now full join (
        given_back left join reserved_if_canceled using (developer_id, currency)
      ) using (developer_id, currency)
    )`;
}

/** What runs of months may still pay of these: the highest their sum stands at through any month. */
function reservedCte({ sql }: Sql, name: Fragment, others: Fragment) {
  return sql`
    ${name} as materialized (
      select developer_id, currency, greatest(max(through), 0)::bigint as amount from (
        select developer_id, currency,
          sum(sum(amount)) over (partition by developer_id, currency order by period) as through
        from ${others} group by developer_id, currency, period
      ) as month group by developer_id, currency
    )`;
}
