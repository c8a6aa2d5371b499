import { v7 as uuidv7 } from "uuid";
import { openDatabase } from "@/db/client";
import { mintAdmin } from "@/lib/auth/actor";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { copyRows } from "./copy-rows";
import { importRows } from "./import-rows";
import { recordNaively } from "./naive-rows";
import { postBatches } from "./post-batches";
import { figure, printTable } from "./print-table";
import { fillCatalogue } from "./sales";
import { withFreshDatabase } from "./server";

export type Throughput = {
  readonly name: string;
  readonly events: number;
  readonly seconds: number;
  readonly megabytesMax?: number | undefined;
};

const EVENTS = Number(process.env.BENCH_RECORD_EVENTS ?? 100_000);
const NAIVE_EVENTS = Math.min(EVENTS, 10_000);

/** Recording by API and by import, beside a bare COPY of the same rows and the naive way. */
export async function benchRecording(): Promise<void> {
  await withFreshDatabase(async (url) => {
    const db = openDatabase(url, { connectionsMax: 16 });
    try {
      await fillCatalogue(db);
      const deps = { db, now: () => new Date(), newId: uuidv7 };
      const key = await createApiKey(deps, mintAdmin("operator:bench"), {
        name: "bench",
        scopes: ["events:write"],
      });
      if (!key.ok) throw new Error(key.problem.message);
      // The naive way first and COPY on both sides, so that nobody has the warmer machine.
      const naive = await recordNaively(db, { events: NAIVE_EVENTS, callers: 1 });
      const crowd = await recordNaively(db, { events: NAIVE_EVENTS, callers: 16 });
      const before = await copyRows(db, "copy-before", EVENTS);
      const posting = { key: key.value.key, events: EVENTS };
      const one = await postBatches(url, { ...posting, callers: 1 });
      const two = await postBatches(url, { ...posting, callers: 2 });
      const imported = await importRows(url, EVENTS);
      const after = await copyRows(db, "copy-after", EVENTS);
      const copy = {
        name: "COPY, the same rows",
        events: before.events + after.events,
        seconds: before.seconds + after.seconds,
      };
      print([one, two, imported, copy, naive, crowd], copy, naive);
    } finally {
      await db.close();
    }
  });
}

function print(rows: readonly Throughput[], copy: Throughput, naive: Throughput): void {
  const rate = ({ events, seconds }: Throughput) => events / seconds;
  printTable(
    "Recording events",
    ["way", "events/s", "of COPY", "times naive", "events", "memory MB"],
    rows.map((row) => [
      row.name,
      figure(rate(row)),
      figure(rate(row) / rate(copy)),
      figure(rate(row) / rate(naive)),
      figure(row.events),
      row.megabytesMax === undefined ? "" : figure(row.megabytesMax),
    ]),
  );
}
