import type { ImportLine } from "@/lib/use-cases/import-events";
import type { Format } from "./formats";
import type { CsvRecord } from "./read-csv";

/** Turns records into lines of an import; the first record must be the format's header. */
export async function* readLines(
  records: AsyncIterable<CsvRecord>,
  format: Format,
): AsyncGenerator<ImportLine> {
  let columns: ReadonlyMap<string, number> | undefined;
  for await (const { line, cells } of records) {
    if (!columns) {
      columns = readHeader(cells, format);
      continue;
    }
    if (cells.length !== columns.size) {
      const message = `The line has ${cells.length} cells and the header ${columns.size}.`;
      yield { kind: "rejected", line, problem: { code: "bad_event", message } };
      continue;
    }
    const places = columns;
    const cell = (name: string) => {
      const place = places.get(name);
      return place === undefined ? undefined : cells[place];
    };
    yield format.read({ line, cell });
  }
  if (!columns) throw new Error("The file is empty: it needs a header line");
}

function readHeader(cells: readonly string[], format: Format): ReadonlyMap<string, number> {
  const names = cells.map((cell) => cell.trim());
  const missing = format.required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `The header lacks ${missing.join(", ")}. It must be ${format.required.join(",")}` +
        (format.optional.length > 0 ? `[,${format.optional.join(",")}]` : ""),
    );
  }
  const columns = new Map(names.map((name, place) => [name, place]));
  if (columns.size < names.length) throw new Error("The header names a column twice");
  const known = new Set([...format.required, ...format.optional]);
  const unknown = names.filter((name) => !known.has(name));
  if (format.isStrict && unknown.length > 0) {
    throw new Error(
      `The header names unknown columns: ${unknown.join(", ")}. Known are ${[...known].join(", ")}`,
    );
  }
  return columns;
}
