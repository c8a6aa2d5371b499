import type { Database } from "@/db/client";

/** The column `waits_for` of a query over `payouts as payout`: see `PayoutWait`. */
export function payoutWaitColumn({ sql }: Pick<Database, "sql">, name = "waits_for") {
  return sql`case
    when payout.state <> 'approved' then null
    when exists (
      select 1 from holds
      where holds.developer_id = payout.developer_id and holds.lifted_at is null
    ) then 'hold'
    when payout.source_charge is null and payout.currency in (select currency from sending_pauses where resumed_at is null)
      then 'money'
    end as ${sql(name)}`;
}
