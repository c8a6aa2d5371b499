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
  const waiting: PromiseWithResolvers<Ran>[] = [];
  host.on("message", (ran: Ran) => waiting.shift()?.resolve(ran));
  host.once("exit", (code) => {
    for (const { reject } of waiting) reject(new Error(`The command line ended with ${code}`));
  });
  return {
    remit: (...words) => {
      const answer = Promise.withResolvers<Ran>();
      waiting.push(answer);
      host.send(words);
      return answer.promise;
    },
    stop: () => host.disconnect(),
  };
}
