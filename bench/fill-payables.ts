import type { Database } from "@/db/client";

/** The payables of all buckets, as recording would have opened them. */
export async function fillPayables({ sql }: Pick<Database, "sql">): Promise<void> {
  await sql`
    insert into payables (developer_id, id, plugin_id, currency, period)
    select distinct developer_id, payable_id, plugin_id, currency, to_char(day, 'YYYY-MM')
    from balances
    on conflict do nothing`;
  await sql`vacuum analyze payables`;
}
