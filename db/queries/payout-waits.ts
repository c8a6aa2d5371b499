import type { Database } from "@/db/client";

/**
 * Whether `payouts as payout` are paid out of the marketplace's balance. A charge's own money needs
 * none while it is on its way there; once Stripe has refused it, it waits like all others.
 */
export function needsBalance({ sql }: Pick<Database, "sql">) {
  return sql`(payout.source_charge is null or payout.attempt_no > 0)`;
}

/** The column `waits_for` of a query over `payouts as payout`: see `PayoutWait`. */
export function payoutWaitColumn({ sql }: Pick<Database, "sql">, name = "waits_for") {
  return sql`case
    when payout.state <> 'approved' then null
    when exists (
      select 1 from holds
      where holds.developer_id = payout.developer_id and holds.lifted_at is null
    ) then 'hold'
    when ${needsBalance({ sql })} and payout.currency in (select currency from sending_pauses where resumed_at is null)
      then 'money'
    end as ${sql(name)}`;
}
