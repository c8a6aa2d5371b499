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

const EVENTS = Number(process.env.BENCH_SINGLE_EVENTS ?? 4_000);
const CALLERS = 16;
/**
 * Each way has a short turn in every round, and ratios are of one round: a machine that others use
 * is never quiet for long, but about equally loud for four neighbours.
 */
const ROUNDS = 9;

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
      print(rounds);
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

function print(ways: readonly (readonly Throughput[])[]): void {
  const rate = ({ events, seconds }: Throughput) => events / seconds;
  const remit = ways[0] ?? [];
  printTable(
    `Recording one event at a time, ${CALLERS} callers, medians of ${ROUNDS} rounds`,
    ["way", "events/s", "Remit is faster by", "from", "to"],
    ways.map((turns) => {
      const ratios = turns.map((turn, round) => rate(remit[round] ?? turn) / rate(turn));
      const range = [median(ratios), Math.min(...ratios), Math.max(...ratios)];
      return [turns[0]?.name ?? "", figure(median(turns.map(rate))), ...range.map(figure)];
    }),
  );
}

function median(values: readonly number[]): number {
  return (
    values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
  );
}
