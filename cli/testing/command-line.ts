import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HOST = fileURLToPath(new URL("command-line-host.ts", import.meta.url));

export type Ran = { readonly code: number; readonly out: string; readonly error: string };

export type CommandLine = {
  /** One command with the words after `remit`, after those that were asked for before it. */
  readonly remit: (...words: readonly string[]) => Promise<Ran>;
  readonly stop: () => void;
};

/**
 * The command line in a process of its own, with nothing but this environment. It loads its
 * modules once, and not for each command, which would take most of a test's time.
 */
export function openCommandLine(environment: Readonly<Record<string, string>>): CommandLine {
  const env = { PATH: process.env.PATH, NODE_ENV: "test" as const, ...environment };
  const host = fork(HOST, { cwd: ROOT, env, execArgv: ["--import", "tsx"], silent: true });
  const waiting: ((ran: Ran) => void)[] = [];
  host.on("message", (ran: Ran) => waiting.shift()?.(ran));
  return {
    remit: (...words) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        host.send(words);
      }),
    stop: () => host.disconnect(),
  };
}
