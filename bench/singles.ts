import { type Database, openDatabase } from "@/db/client";
import { newId } from "@/lib/config/new-id";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { UTC } from "@/lib/domain/period";
import { recordTogether } from "@/lib/use-cases/record-together";
import { recordInLedger } from "./ledger-rows";
import { recordNaively } from "./naive-rows";
import { figure, printTable } from "./print-table";
import type { Throughput } from "./recording";
import { fillCatalogue, saleOf } from "./sales";
import { withFreshDatabase } from "./server";

const EVENTS = Number(process.env.BENCH_SINGLE_EVENTS ?? 20_000);
const CALLERS = 16;
/** Each way has so many turns, in turn, so that nobody has the quieter machine. */
const ROUNDS = 3;

/** One event at a time from many callers, beside bare tables and a ledger of transfers. */
export async function benchSingles(): Promise<void> {
  await withFreshDatabase(async (url) => {
    const db = openDatabase(url, { connectionsMax: CALLERS });
    try {
      await fillCatalogue(db);
      const load = { events: EVENTS, callers: CALLERS };
      const ways = [
        (round: number) => recordSingly(db, `single-${round}`),
        () => recordNaively(db, load),
        () => recordInLedger(db, { ...load, source: "one" }),
        () => recordInLedger(db, { ...load, source: "each plugin" }),
      ];
      await recordSingly(db, "warm-up");
      const rounds: Throughput[][] = ways.map(() => []);
      for (let round = 0; round < ROUNDS; round++) {
        for (const [at, way] of ways.entries()) rounds[at]?.push(await way(round));
      }
      print(rounds.map(together));
    } finally {
      await db.close();
    }
  });
}

async function recordSingly(db: Database, prefix: string): Promise<Throughput> {
  const deps = { db, now: () => new Date(), zone: UTC, newId };
  const started = performance.now();
  let next = 0;
  const client = async () => {
    for (let at = next++; at < EVENTS; at = next++) {
      const sale = saleOf(prefix, at);
      const [result] = await recordTogether(deps, "bench", [
        {
          externalId: sale.externalId,
          kind: sale.kind,
          pluginId: trusted.pluginId(sale.pluginId),
          amount: { minor: BigInt(sale.amount), currency: trustedCurrency(sale.currency) },
          occurredAt: new Date(sale.occurredAt),
        },
      ]);
      if (result?.status !== "recorded") throw new Error(`Not recorded: ${sale.externalId}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, client));
  return { name: "Remit", events: EVENTS, seconds: (performance.now() - started) / 1_000 };
}

function together(rounds: readonly Throughput[]): Throughput {
  return {
    name: rounds[0]?.name ?? "",
    events: rounds.reduce((sum, { events }) => sum + events, 0),
    seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

function print(rows: readonly Throughput[]): void {
  const rate = (row: Throughput | undefined) => (row ? row.events / row.seconds : Number.NaN);
  const remit = rate(rows[0]);
  printTable(
    `Recording one event at a time, ${CALLERS} callers`,
    ["way", "events/s", "Remit is faster by"],
    rows.map((row) => [row.name, figure(rate(row)), figure(remit / rate(row))]),
  );
}
