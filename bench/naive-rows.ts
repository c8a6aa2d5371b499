import type { Database } from "@/db/client";
import type { Throughput } from "./recording";
import { developerOf, saleOf } from "./sales";

/**
 * What Remit replaces: for each event one commit that inserts it and a second one that counts it,
 * in bare tables without keys from outside, checks or replays.
 *
 * One caller's events went in one after the other. Many callers share the disk's flushes (group
 * commit), so their number matters.
 */
export async function recordNaively(
  db: Database,
  { events, callers }: { readonly events: number; readonly callers: number },
): Promise<Throughput> {
  await db.sql`drop table if exists naive_events, naive_counters`;
  await db.sql`
    create table naive_events (id bigserial primary key, plugin_id text, author text,
      amount bigint, share bigint, created_at timestamptz)`;
  await db.sql`create table naive_counters (plugin_id text primary key, installs integer)`;
  await db.sql`insert into naive_counters select id, 0 from plugins`;
  const started = performance.now();
  let next = 0;
  const client = async () => {
    for (let at = next++; at < events; at = next++) {
      const sale = saleOf("naive", at);
      await db.sql`
        insert into naive_events (plugin_id, author, amount, share, created_at)
        values (${sale.pluginId}, ${developerOf(sale.pluginId)}, ${sale.amount},
          ${Math.floor((sale.amount * 7) / 10)}, ${sale.occurredAt})`;
      await db.sql`
        update naive_counters set installs = installs + 1 where plugin_id = ${sale.pluginId}`;
    }
  };
  await Promise.all(Array.from({ length: callers }, client));
  const seconds = (performance.now() - started) / 1_000;
  return { name: `naive, callers: ${callers}`, events, seconds };
}
