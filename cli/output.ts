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
