import { z } from "zod";
import { blue, bold, cyan, dim, green, magenta, red, yellow } from "../processes/palette";

const COLOURS: Readonly<Record<string, (text: string) => string>> = {
  postgres: blue,
  simulator: magenta,
  web: green,
  worker: cyan,
};
const WIDTH = "simulator".length;

/** Prints the lines of one process behind its name, so that several can share a terminal. */
export function printerOf(service: string): (line: string) => void {
  const prefix = (COLOURS[service] ?? dim)(service.padEnd(WIDTH));
  return (line) => {
    if (line.trim() !== "") process.stdout.write(`${prefix} ${dim("|")} ${readable(line)}\n`);
  };
}

/** The supervisor's own voice. */
export const say = printerOf("remit");

/** One clear line, without a stack, for troubles that the reader can do something about. */
export function sayProblem(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${red("✗")} ${message}\n`);
}

export function sayReady(lines: readonly string[]): void {
  process.stdout.write(
    `\n${lines.map((line, no) => (no === 0 ? bold(line) : line)).join("\n")}\n\n`,
  );
}

/** Logs are JSON for machines; here a person reads them: the message first, then what goes with it. */
function readable(line: string): string {
  const entry = parseLogEntry(line);
  if (!entry) return line;
  const { level, msg, time: _time, name: _name, pid: _pid, hostname: _hostname, ...rest } = entry;
  const details = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const colour = level >= 50 ? red : level >= 40 ? yellow : (text: string) => text;
  return `${colour(msg)} ${dim(details.join(" "))}`.trimEnd();
}

const logEntry = z.looseObject({ level: z.number(), msg: z.string() });

function parseLogEntry(line: string): z.infer<typeof logEntry> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return logEntry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
