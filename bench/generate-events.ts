import type { Database } from "@/db/client";
import { payableId } from "@/db/payable-id";
import { fillPayables } from "./fill-payables";
import { DEVELOPERS, PLUGINS } from "./sales";

/**
 * Fills a year with events by SQL, and the buckets with their sums, as recording would have left
 * them. Checks against other tables are off meanwhile: the rows agree by construction.
 */
export async function generateEvents({ sql }: Database, count: number): Promise<void> {
  await sql`set session_replication_role = replica`;
  // Not asked for by what is measured, and half of the time to fill the table.
  await sql`drop index events_once_per_external_id, events_of_a_balance`;
  await sql`
    insert into events (developer_id, id, source, external_id, request_hash, plugin_id, kind,
      currency, amount, developer_share, platform_share, share_bps, occurred_at, recorded_at,
      posted_on, balance_id)
    select developer, lpad(to_hex(n), 32, '0')::uuid, 'bench', n::text, ${Buffer.alloc(32)}, plugin, 'install',
      'eur', amount, amount * 7000 / 10000, amount - amount * 7000 / 10000, 7000, at, at, at::date,
      md5(plugin || at::date)::uuid
    from (
      select n, 'plugin-' || (n * 7919 % ${PLUGINS}) as plugin,
        'developer-' || (n * 7919 % ${PLUGINS} % ${DEVELOPERS}) as developer,
        499 + n % 50 * 100 as amount,
        timestamptz '2025-01-01' + interval '1 year' * n / ${count}::float8 as at
      from generate_series(0, ${count - 1}::bigint) as n
    ) as sale`;
  await sql`
    insert into balances (developer_id, id, plugin_id, day, currency, payable_id, installs,
      free_installs, renewals, refunds, amount, developer_share, platform_share, refunded_amount,
      refunded_share)
    select developer_id, balance_id, plugin_id, posted_on, currency, ${payableId({ sql }, "posted_on")},
      count(*), 0, 0, 0, sum(amount), sum(developer_share), sum(platform_share), 0, 0
    from events group by 1, 2, 3, 4, 5`;
  await fillPayables({ sql });
  await sql`vacuum analyze events`;
  await sql`vacuum analyze balances`;
}
