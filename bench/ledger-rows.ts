import type { Database } from "@/db/client";
import type { Throughput } from "./recording";
import { developerOf, saleOf } from "./sales";

export type Ledger = {
  readonly events: number;
  readonly callers: number;
  /** `one`: all sales come out of one account. `each plugin`: every plugin has its own. */
  readonly source: "one" | "each plugin";
};

/**
 * A double-entry ledger that posts each event as a transfer, in one call of a function: locks the
 * two accounts in the order of their ids, moves their balances, and writes the transfer and an
 * entry to each side with the balance before and after.
 *
 * It neither splits nor checks nor knows replays, and a sale would take a second transfer for the
 * platform's part.
 */
export async function recordInLedger(
  db: Database,
  { events, callers, source }: Ledger,
): Promise<Throughput> {
  await createLedger(db);
  const started = performance.now();
  let next = 0;
  const client = async () => {
    for (let at = next++; at < events; at = next++) {
      const sale = saleOf("ledger", at);
      const from = source === "one" ? "sales" : `sales:${sale.pluginId}`;
      await db.sql`
        select post_transfer(${from}, ${developerOf(sale.pluginId)},
          ${Math.floor((sale.amount * 7) / 10)}, ${sale.occurredAt})`;
    }
  };
  await Promise.all(Array.from({ length: callers }, client));
  const seconds = (performance.now() - started) / 1_000;
  return { name: `ledger, sales from ${source} account`, events, seconds };
}

async function createLedger({ sql }: Database): Promise<void> {
  await sql`drop table if exists ledger_entries, ledger_transfers, ledger_accounts`;
  await sql`
    create table ledger_accounts (id text primary key, balance bigint not null default 0,
      version bigint not null default 0, updated_at timestamptz not null default now())`;
  await sql`
    create table ledger_transfers (id bigserial primary key, amount bigint not null,
      from_account text not null references ledger_accounts, to_account text not null
      references ledger_accounts, created_at timestamptz not null default now(),
      event_at timestamptz not null)`;
  await sql`
    create table ledger_entries (id bigserial primary key,
      account text not null references ledger_accounts,
      transfer bigint not null references ledger_transfers, amount bigint not null,
      balance_before bigint not null, balance_after bigint not null, version bigint not null,
      created_at timestamptz not null default now())`;
  await sql`create index on ledger_entries (account)`;
  await sql`create index on ledger_entries (transfer)`;
  await sql`
    insert into ledger_accounts (id)
    select 'sales' union all select 'sales:' || id from plugins
    union all select id from developers`;
  await sql`
    create or replace function post_transfer(source text, target text, moved bigint, at timestamptz)
    returns bigint language plpgsql as $$
    declare
      posted bigint;
    begin
      perform 1 from ledger_accounts where id in (source, target) order by id for update;
      insert into ledger_transfers (amount, from_account, to_account, event_at)
      values (moved, source, target, at) returning id into posted;
      with changed as (
        update ledger_accounts as account
        set balance = account.balance + side.amount, version = account.version + 1,
          updated_at = now()
        from (values (source, -moved), (target, moved)) as side (account, amount)
        where account.id = side.account
        returning account.id, side.amount, account.balance, account.version
      )
      insert into ledger_entries (account, transfer, amount, balance_before, balance_after, version)
      select id, posted, amount, balance - amount, balance, version from changed;
      return posted;
    end $$`;
}
