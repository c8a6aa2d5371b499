import type { Database } from "@/db/client";
import { findEarningsByPluginAndMonth } from "@/db/queries/earnings-by-plugin";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { generateEvents } from "./generate-events";
import { figure, printTable } from "./print-table";
import { fillCatalogue } from "./sales";
import { openPatiently, withFreshDatabase } from "./server";

const SIZES = [100_000, 1_000_000, 10_000_000].filter(
  (size) => size <= Number(process.env.BENCH_EVENTS_MAX ?? 10_000_000),
);
const DEVELOPER = trusted.developerId("developer-7");
const YEAR = { from: trustedPeriod("2025-01"), to: trustedPeriod("2025-12") };

type Measured = {
  readonly events: number;
  readonly page: number;
  readonly naive: number;
  readonly key: number;
};

/** The earnings page's query as the marketplace grows, beside the naive sum and a key look-up. */
export async function benchEarnings(): Promise<void> {
  const rows: Measured[] = [];
  for (const events of SIZES) {
    await withFreshDatabase(async (url) => {
      const db = openPatiently(url);
      try {
        await fillCatalogue(db);
        console.log(`Generating ${figure(events)} events …`);
        await generateEvents(db, events);
        rows.push(await measure(db, events));
      } finally {
        await db.close();
      }
    });
  }
  const first = rows[0];
  printTable(
    "A developer's year of earnings, milliseconds (median)",
    ["events", "page", "of the smallest", "naive sum", "times faster", "key look-up"],
    rows.map(({ events, page, naive, key }) => [
      figure(events),
      figure(page),
      figure(page / (first?.page ?? page)),
      figure(naive),
      figure(naive / page),
      figure(key),
    ]),
  );
}

async function measure(db: Database, events: number): Promise<Measured> {
  const [row] = await db.sql<{ id: string }[]>`
    select id from events where developer_id = ${DEVELOPER} limit 1`;
  const id = row?.id ?? "";
  return {
    events,
    page: await medianMs(40, () => findEarningsByPluginAndMonth(db, DEVELOPER, YEAR)),
    naive: await medianMs(
      5,
      () => db.sql`
        select plugin_id, extract(year from occurred_at), extract(month from occurred_at),
          count(*), sum(amount), sum(developer_share)
        from events where developer_id = ${DEVELOPER}
        group by 1, 2, 3`,
    ),
    key: await medianMs(
      100,
      () => db.sql`
        select amount from events where developer_id = ${DEVELOPER} and id = ${id}`,
    ),
  };
}

async function medianMs(times: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let at = 0; at < times; at++) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  taken.sort((left, right) => left - right);
  return taken[Math.floor(taken.length / 2)] ?? 0;
}
