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
 * A double-entry ledger that posts each event as a transfer, in one call of a function, as pgledger
 * does: the same tables, keys and indexes, the same locks, checks and rows, in our own words. Its
 * ids are made more cheaply, and it knows replays by a unique external id, which pgledger leaves to
 * its user.
 *
 * It does not split: a sale would take a second transfer for the platform's part.
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
        select post_transfer(${sale.externalId}, ${from}, ${developerOf(sale.pluginId)},
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
    create table ledger_accounts (id text primary key, currency text not null default 'eur',
      balance numeric not null default 0, version bigint not null default 0,
      may_be_negative boolean not null default true, may_be_positive boolean not null default true,
      created_at timestamptz not null default now(), updated_at timestamptz not null default now())`;
  await sql`
    create table ledger_transfers (id text primary key default 'transfer_' || uuidv7(),
      external_id text not null unique, amount numeric not null,
      source text not null references ledger_accounts,
      target text not null references ledger_accounts,
      created_at timestamptz not null, event_at timestamptz not null,
      check (amount > 0 and source <> target))`;
  await sql`create index on ledger_transfers (source)`;
  await sql`create index on ledger_transfers (target)`;
  await sql`create index on ledger_transfers (event_at)`;
  await sql`
    create table ledger_entries (id text primary key default 'entry_' || uuidv7(),
      account text not null references ledger_accounts,
      transfer text not null references ledger_transfers, amount numeric not null,
      balance_before numeric not null, balance_after numeric not null, version bigint not null,
      created_at timestamptz not null)`;
  await sql`create index on ledger_entries (account)`;
  await sql`create index on ledger_entries (transfer)`;
  await sql`
    insert into ledger_accounts (id)
    select 'sales' union all select 'sales:' || id from plugins
    union all select id from developers`;
  await createPosting(sql);
}

async function createPosting(sql: Database["sql"]): Promise<void> {
  await sql`drop function if exists post_transfer`;
  await sql`
    create function post_transfer(key text, giver text, taker text, moved numeric, at timestamptz)
    returns text language plpgsql as $$
    declare
      posted text;
      gave ledger_accounts;
      took ledger_accounts;
    begin
      perform from ledger_accounts where id = least(giver, taker) for update;
      perform from ledger_accounts where id = greatest(giver, taker) for update;
      insert into ledger_transfers (external_id, source, target, amount, created_at, event_at)
      values (key, giver, taker, moved, now(), at)
      on conflict (external_id) do nothing returning id into posted;
      if posted is null then
        return (select id from ledger_transfers where external_id = key);
      end if;
      update ledger_accounts
      set balance = balance - moved, version = version + 1, updated_at = now()
      where id = giver returning * into gave;
      update ledger_accounts
      set balance = balance + moved, version = version + 1, updated_at = now()
      where id = taker returning * into took;
      if gave.currency <> took.currency
        or (gave.balance < 0 and not gave.may_be_negative)
        or (gave.balance > 0 and not gave.may_be_positive)
        or (took.balance < 0 and not took.may_be_negative)
        or (took.balance > 0 and not took.may_be_positive)
      then
        raise exception 'transfer % is not allowed', key;
      end if;
      insert into ledger_entries
        (account, transfer, amount, balance_before, balance_after, version, created_at)
      values (giver, posted, -moved, gave.balance + moved, gave.balance, gave.version, now());
      insert into ledger_entries
        (account, transfer, amount, balance_before, balance_after, version, created_at)
      values (taker, posted, moved, took.balance - moved, took.balance, took.version, now());
      return posted;
    end $$`;
}
