import { toJson } from "@/lib/domain/json";

/** Every command takes `--json`. */
export type OutputOptions = { readonly json?: boolean };

/** Prints what a command did: lines for people, or one JSON object for programs. */
export function print(options: OutputOptions, value: object, lines: readonly string[]): void {
  console.log(options.json ? toJson(value, 2) : lines.join("\n"));
}

/** `12 events`, `1 event`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** The most rows that a list prints. */
export const LISTED_MAX = 500;

/** Prints a list. Give it up to `LISTED_MAX + 1` rows: one too many is told of, never left out. */
export function printList<Row>(
  options: OutputOptions,
  rows: readonly Row[],
  words: {
    readonly name: string;
    readonly lineOf: (row: Row) => string;
    readonly none: string;
  },
): void {
  const shown = rows.slice(0, LISTED_MAX);
  const hasMore = rows.length > LISTED_MAX;
  print(options, { [words.name]: shown, hasMore }, [
    ...(shown.length > 0 ? shown.map(words.lineOf) : [words.none]),
    ...(hasMore ? [`There are more than these ${count(LISTED_MAX, "line")}.`] : []),
  ]);
}
