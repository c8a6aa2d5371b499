import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root, with no slash at its end. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/**
 * Node's flags of every web server, also in `npm start`. A small nursery makes the collector run
 * a little more often, and keeps a server that is fed large batches well under 400 MB. What is
 * loaded first answers what Next cannot, and lets it end in time.
 */
export const WEB_NODE_FLAGS: readonly string[] = [
  "--max-semi-space-size=8",
  ...["refuse-trace.ts", "leave-in-time.ts"].flatMap((file) => [
    "--import",
    new URL(file, import.meta.url).href,
  ]),
];

export type CommandOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `inherit` shows the output as it comes; `capture` keeps it for later. */
  readonly output?: "inherit" | "capture";
  readonly cwd?: string;
};

export type CommandResult = {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
};

/** Runs a command to its end and never throws: a command that cannot start has code 127. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const stdio = options.output === "inherit" ? "inherit" : "pipe";
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", stdio, stdio],
    });
    const chunks: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString("utf8");
    child.on("error", (error) => resolve({ code: 127, output: error.message, seconds: seconds() }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: output(), seconds: seconds() }));
  });
}

/** The executable of an installed package, so that nothing is looked up on the network. */
export function binary(name: string): string {
  return path.join(ROOT, "node_modules", ".bin", name);
}

/** Next's command line, started with the very Node that runs this. */
export const NEXT = path.join(ROOT, "node_modules", "next", "dist", "bin", "next");
