import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Transform, type TransformCallback } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";

/** A record of a CSV file: its cells and the number of the line that it ends on. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

const RECORD_BYTES_MAX = 1_000_000;

/**
 * Streams the records of a CSV file, plain or gzipped; the first is the header. Nothing of the
 * file is kept in memory beyond what is being read.
 */
export async function* readCsv(
  file: string,
  onBytes: (read: number, total: number) => void = () => undefined,
): AsyncGenerator<CsvRecord> {
  const { size } = await stat(file);
  const bytes = createReadStream(file);
  let read = 0;
  bytes.on("data", (chunk) => {
    read += chunk.length;
    onBytes(read, size);
  });
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: RECORD_BYTES_MAX,
  });
  const steps = [bytes, ...(file.endsWith(".gz") ? [createGunzip()] : []), strictUtf8(), parser];
  // An error of any step destroys the parser with it, and the loop below throws it.
  const flowing = pipeline(steps);
  flowing.catch(() => undefined);
  for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
    yield { line: info.lines, cells: record };
  }
  await flowing;
}

/** Lenient decoding would turn two ids of another encoding into the same one, and lose an event. */
function strictUtf8(): Transform {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Error("The file is not UTF-8: save it as UTF-8, and import it again");
    }
  };
  return new Transform({
    encoding: "utf8",
    transform(chunk: Uint8Array, _encoding, done) {
      settle(done, () => decode(chunk));
    },
    flush(done) {
      settle(done, () => decode());
    },
  });
}

function settle(done: TransformCallback, work: () => string): void {
  try {
    done(null, work());
  } catch (error) {
    done(error as Error);
  }
}

type ParsedRecord = { readonly record: string[]; readonly info: { readonly lines: number } };
