import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/client";
import { payableId } from "@/db/payable-id";
import type { Throughput } from "./recording";
import { developerOf, saleOf } from "./sales";

type Bucket = { readonly id: string; installs: number; amount: number; share: number };

/** The floor of what recording could cost: the finished rows, buckets and events, by COPY. */
export async function copyRows(db: Database, prefix: string, count: number): Promise<Throughput> {
  const { sql } = db;
  await sql`insert into periods (period) values ('2026-01') on conflict do nothing`;
  // Buckets that take events are one to a key, so those of other ways are closed first.
  await sql`update balances set frozen = true where not frozen`;
  const { events, balances } = rowsOf(prefix, count, await openPayables(db));
  const started = performance.now();
  const intoBalances = await sql`
    copy balances (developer_id, id, plugin_id, day, currency, payable_id, installs, free_installs,
      renewals, refunds, amount, developer_share, platform_share, refunded_amount, refunded_share,
      frozen)
    from stdin`.writable();
  await pipeline(Readable.from(balances), intoBalances);
  const intoEvents = await sql`
    copy events (developer_id, id, source, external_id, request_hash, plugin_id, kind, currency,
      amount, developer_share, platform_share, share_bps, occurred_at, recorded_at, posted_on,
      balance_id)
    from stdin`.writable();
  await pipeline(Readable.from(events), intoEvents);
  const seconds = (performance.now() - started) / 1_000;
  return { name: "COPY", events: count, seconds };
}

/** All rows as text beforehand, so that only the copying is timed. */
function rowsOf(prefix: string, count: number, payables: ReadonlyMap<string, string>) {
  const buckets = new Map<string, Bucket>();
  const lines: string[] = [];
  for (let at = 0; at < count; at++) {
    const sale = saleOf(prefix, at);
    const developer = developerOf(sale.pluginId);
    const day = sale.occurredAt.slice(0, 10);
    const key = `${developer}\t${sale.pluginId}\t${day}`;
    const bucket = buckets.get(key) ?? { id: uuidv7(), installs: 0, amount: 0, share: 0 };
    buckets.set(key, bucket);
    const share = Math.floor((sale.amount * 7_000) / 10_000);
    bucket.installs += 1;
    bucket.amount += sale.amount;
    bucket.share += share;
    const hash = createHash("sha256").update(sale.externalId).digest("hex");
    lines.push(
      `${developer}\t${uuidv7()}\tbench\t${sale.externalId}\t\\\\x${hash}\t${sale.pluginId}\tinstall\teur\t${sale.amount}\t${share}\t${sale.amount - share}\t7000\t${sale.occurredAt}\t${sale.occurredAt}\t${day}\t${bucket.id}\n`,
    );
  }
  const balances = [...buckets].map(([key, { id, installs, amount, share }]) => {
    const [developer, plugin = "", day] = key.split("\t");
    const payable = payables.get(plugin);
    return `${developer}\t${id}\t${plugin}\t${day}\teur\t${payable}\t${installs}\t0\t0\t0\t${amount}\t${share}\t${amount - share}\t0\t0\tf\n`;
  });
  return { events: inChunks(lines), balances: inChunks(balances) };
}

/** The month's payable of each plugin; other ways may have opened it. */
async function openPayables(db: Database): Promise<ReadonlyMap<string, string>> {
  await db.sql`
    insert into payables (developer_id, id, plugin_id, currency, period)
    select developer_id, ${payableId(db, "day")}, plugin_id, currency, '2026-01'
    from (
      select developer_id, plugin_id, 'eur' as currency, date '2026-01-01' as day from plugin_owners
    ) as owned
    on conflict do nothing`;
  const rows = await db.sql<{ plugin_id: string; id: string }[]>`
    select plugin_id, id from payables`;
  return new Map(rows.map((row) => [row.plugin_id, row.id]));
}

function inChunks(lines: readonly string[]): readonly string[] {
  const size = 1_000;
  const chunks: string[] = [];
  for (let at = 0; at < lines.length; at += size) chunks.push(lines.slice(at, at + size).join(""));
  return chunks;
}
