import type { Fragment } from "postgres";
import type { Database } from "@/db/client";
import type { RunScope } from "./payable";

/** By month, what payouts of later months that were not sent have claimed of these. */
export function unsentCte({ sql }: Pick<Database, "sql">, { period, developerId }: RunScope) {
  const ofDeveloper = developerId ? sql`and payout.developer_id = ${developerId}` : sql``;
  return sql`
    unsent as materialized (
      select payable.developer_id, payable.currency, payable.period,
        sum(bucket.developer_share)::bigint as amount
      from gate, payouts as payout
      join payables as payable
        on payable.developer_id = payout.developer_id and payable.payout_id = payout.id
      join balances as bucket
        on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
      where payout.period > ${period} and payable.period <= ${period} ${ofDeveloper}
        and payout.state in ('ready', 'approved', 'submitting', 'unknown', 'failed')
      group by payable.developer_id, payable.currency, payable.period
    )`;
}

/** What earlier months' runs could pay of the others, were what is not sent canceled. */
export function stillOthers(
  { sql }: Pick<Database, "sql">,
  { period }: RunScope,
  isElsewhere: Fragment,
): Fragment {
  return sql`(
    select developer_id, currency, period, amount from unclaimed
    where ${isElsewhere} and period < ${period}
      and (developer_id, currency) in (select developer_id, currency from unsent)
    union all
    select developer_id, currency, period, amount from unsent where period < ${period}
  ) as others`;
}

/**
 * What runs of months may still pay of some unclaimed money: the highest its sum stands at through
 * any of the months, for each developer and currency that has some. `others` names rows with
 * `developer_id`, `currency`, `period` and `amount`.
 */
export function reservedCte(
  { sql }: Pick<Database, "sql">,
  others: Fragment,
  name: Fragment = sql`reserved`,
) {
  return sql`
    ${name} as materialized (
      select developer_id, currency, greatest(max(through), 0)::bigint as amount from (
        select developer_id, currency,
          sum(sum(amount)) over (partition by developer_id, currency order by period) as through
        from ${others} group by developer_id, currency, period
      ) as month group by developer_id, currency
    )`;
}
