import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";

const SET = path.join(import.meta.dirname, "data/online-retail-2010-12_2011-05.csv.gz");

/** The same for each of `developers`; they add up to `events` if it can be divided so. */
export function evenly(developers: number, events: number): readonly number[] {
  return Array.from({ length: developers }, () => events / developers);
}

/**
 * How many of `events` each of `developers` has when their sales are as unequal as those of the
 * products in the real data set: most to the first, one at least to the last.
 */
export function asInRealSales(developers: number, events: number): readonly number[] {
  const known = countLines();
  const sizes = Array.from({ length: developers }, (_, rank) =>
    sizeAt(known, ((rank + 0.5) * known.length) / developers - 0.5),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const counts = sizes.map((size) => Math.max(1, Math.floor((size / total) * events)));
  const left = events - counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, rank) => (rank === 0 ? count + left : count));
}

/** Lines of each product, most first. */
function countLines(): readonly number[] {
  const rows: readonly { StockCode: string }[] = parse(gunzipSync(readFileSync(SET)), {
    columns: true,
  });
  const byProduct = Map.groupBy(rows, ({ StockCode }) => StockCode.trim().toUpperCase());
  return [...byProduct.values()].map(({ length }) => length).sort((one, other) => other - one);
}

/** Between two ranks of the set, what lies between their counts. */
function sizeAt(known: readonly number[], rank: number): number {
  const below = Math.max(0, Math.floor(rank));
  const before = known[below] ?? 0;
  const after = known[below + 1] ?? before;
  return before + (after - before) * Math.max(0, rank - below);
}
