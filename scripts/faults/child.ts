import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const SAYS_MS_MAX = 30_000;

export type Child = {
  readonly process: ChildProcess;
  readonly output: () => string;
  /** Waits until it has said so; throws when it ends without. */
  readonly says: (text: string) => Promise<void>;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  readonly signal: (name: NodeJS.Signals) => void;
};

/** Where its output and errors go: to whoever started it, or into an open file. */
export type ChildOutput = "pipe" | number;

/** A process of this repository's own, with nothing of this process's environment but the path. */
export function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  into: ChildOutput = "pipe",
): Child {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
    stdio: ["ignore", into, into],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const exited = once(child, "close").then(([code, signal]) => ({ code, signal }));
  const says = async (text: string) => {
    const deadline = Date.now() + SAYS_MS_MAX;
    while (!output.includes(text)) {
      if (Date.now() > deadline) throw new Error(`It did not say ${text} in time:\n${output}`);
      const isOver = child.exitCode !== null || child.signalCode !== null;
      if (isOver) throw new Error(`It ended without saying ${text}:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return {
    process: child,
    output: () => output,
    says,
    exited,
    signal: (name) => void child.kill(name),
  };
}

/** Asks again and again until something is so. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  msMax = 30_000,
  explain: () => string = () => "",
): Promise<void> {
  const deadline = Date.now() + msMax;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`Not within ${msMax / 1_000} s: ${what}\n${explain()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
