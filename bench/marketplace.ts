import type { Database } from "@/db/client";
import { payableId } from "@/db/payable-id";
import { fillPayables } from "./fill-payables";

export type Marketplace = {
  /** How many events each developer has. */
  readonly eventsOf: readonly number[];
  /** Accounting months, from January 2020 on. */
  readonly months: number;
  /** Each twentieth event gives half of a sale back. */
  readonly hasRefunds: boolean;
};

const PLUGINS_EACH = 1;
const REFUND_EVERY = 20;
export const FIRST_MONTH = "2020-01";

/**
 * Fills an empty database with a marketplace as recording would have left it: a catalogue, Stripe
 * accounts, each developer's events spread evenly over the days, and the buckets with their sums.
 *
 * Evenly is the hard case: the fewer events share a bucket, the more buckets there are to sum up.
 * Checks against other tables are off meanwhile; `verify` finds nothing wrong with the rows.
 */
export async function fillMarketplace({ sql }: Database, size: Marketplace): Promise<void> {
  await sql`set session_replication_role = replica`;
  await fillCatalogue(sql, size);
  await fillEvents(sql, size);
  await sql`
    insert into balances (developer_id, id, plugin_id, day, currency, payable_id, installs,
      free_installs, renewals, refunds, amount, developer_share, platform_share, refunded_amount,
      refunded_share)
    select developer_id, balance_id, plugin_id, posted_on, currency, ${payableId({ sql }, "posted_on")},
      count(*) filter (where kind = 'install'), 0, 0, count(*) filter (where kind = 'refund'),
      sum(amount), sum(developer_share), sum(platform_share),
      coalesce(sum(amount) filter (where kind = 'refund'), 0),
      coalesce(sum(developer_share) filter (where kind = 'refund'), 0)
    from events group by 1, 2, 3, 4, 5 order by posted_on, balance_id`;
  await fillPayables({ sql });
  for (const table of ["developers", "plugins", "plugin_owners", "connected_accounts"]) {
    await sql`vacuum analyze ${sql(table)}`;
  }
  await sql`vacuum analyze events`;
  await sql`vacuum analyze balances`;
  await sql`set session_replication_role = origin`;
}

async function fillCatalogue(sql: Database["sql"], { eventsOf, months }: Marketplace) {
  const developers = eventsOf.length;
  await sql`
    insert into developers (id, name)
    select 'developer-' || n, 'Developer ' || n from generate_series(0, ${developers - 1}::int) n`;
  await sql`
    insert into plugins (id, name)
    select 'plugin-' || n || '-' || no, 'Plugin ' || no || ' of ' || n
    from generate_series(0, ${developers - 1}::int) n, generate_series(0, ${PLUGINS_EACH - 1}::int) no`;
  await sql`
    insert into plugin_owners (plugin_id, developer_id, effective_from)
    select 'plugin-' || n || '-' || no, 'developer-' || n, '2000-01-01'
    from generate_series(0, ${developers - 1}::int) n, generate_series(0, ${PLUGINS_EACH - 1}::int) no`;
  await sql`
    insert into connected_accounts (developer_id, creation_key, creation_started_at,
      stripe_account_id, readiness, fetched_at)
    select 'developer-' || n, 'account:developer-' || n, '2020-01-01', 'acct_bench' || n, 'ready',
      now()
    from generate_series(0, ${developers - 1}::int) n`;
  await sql`
    insert into periods (period)
    select to_char(date '2020-01-01' + make_interval(months => n), 'YYYY-MM')
    from generate_series(0, ${months - 1}::int) n`;
}

/** The `j`-th event of a developer is a sale of one of the plugins, or half of the sale before. */
async function fillEvents(sql: Database["sql"], { eventsOf, months, hasRefunds }: Marketplace) {
  const developers = eventsOf.length;
  const id = (n: string) => sql.unsafe(`lpad(to_hex(${n}), 32, '0')::uuid`);
  await sql`
    insert into events (developer_id, id, source, external_id, request_hash, plugin_id, kind,
      original_id, refund_no, currency, amount, developer_share, platform_share, share_bps,
      occurred_at, recorded_at, posted_on, balance_id)
    select developer, id, 'bench', n::text, sha256(n::text::bytea), plugin,
      (case when is_refund then 'refund' else 'install' end)::event_kind,
      case when is_refund then sale_id end, case when is_refund then 1 end,
      'eur', amount, share, amount - share, 7000, at, at, at::date,
      md5(plugin || at::date)::uuid
    from (
      select n, developer, id, sale_id, plugin, at, is_refund,
        case when is_refund then -(price / 2) else price end as amount,
        case when is_refund then -(price / 2 * 7000 / 10000) else price * 7000 / 10000 end as share
      from (
        select n, 'developer-' || n % ${developers} as developer,
          ${id("n")} as id, ${id(`n - ${developers}`)} as sale_id,
          'plugin-' || n % ${developers} || '-' || sale % ${PLUGINS_EACH} as plugin,
          499::bigint + sale % 50 * 100 as price, is_refund,
          timestamptz '2020-01-01'
            + make_interval(months => ${months}) * ((j + 0.5) / count::float8) as at
        from (
          select j * ${developers} + no - 1 as n, j, count, is_refund,
            case when is_refund then j - 1 else j end as sale
          from unnest(${[...eventsOf]}::bigint[]) with ordinality as developer (count, no),
            generate_series(0, count - 1) as j,
            lateral (select ${hasRefunds} and j % ${REFUND_EVERY} = ${REFUND_EVERY - 1} as is_refund)
              as kind
        ) as placed
      ) as priced
    ) as event
    order by event.at, event.n`;
}
