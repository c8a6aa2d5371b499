import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export type GuardedOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** How the program is asked to stop. */
  readonly stopSignal: "TERM" | "INT";
  readonly onLine?: (line: string) => void;
};

export type GuardedProcess = {
  readonly exited: Promise<{ readonly code: number }>;
  readonly isRunning: () => boolean;
  /** Asks it to stop, and ends it and whatever it started after so many milliseconds. */
  readonly stop: (graceMs: number) => Promise<void>;
};

/**
 * A shell holds the program and listens to its parent, who writes the signals that the program is
 * to get. The pipe also closes when the parent is killed, so nothing is ever left running without
 * it. The shell outlives the program, so that the program is buried properly.
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
(
  while read -r signal <&3; do kill -s "$signal" "$child"; done
  kill -s "$STOP_SIGNAL" "$child"
  sleep 10
  kill -s KILL "$child"
) 2>/dev/null &
watcher=$!
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/**
 * Starts a program in a process group of its own, out of reach of the terminal's Ctrl-C, so that
 * whoever supervises it decides when it stops. It never outlives this process.
 */
export function startGuarded(
  command: string,
  args: readonly string[],
  options: GuardedOptions,
): GuardedProcess {
  const child = spawn("/bin/sh", ["-c", GUARD, "guard", command, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, STOP_SIGNAL: options.stopSignal },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    ...options.user,
  });
  forwardLines(child, options.onLine);
  let running = true;
  const exited = new Promise<{ readonly code: number }>((resolve) => {
    const finish = (code: number) => {
      running = false;
      child.stdin?.destroy();
      resolve({ code });
    };
    child.once("error", () => finish(127));
    child.once("exit", () => endGroup(child));
    // Only now has everything that it said been read.
    child.once("close", (code) => finish(code ?? 1));
  });
  // A pipe to a program that just ended breaks: its end is reported by `exited`.
  child.stdin?.on("error", () => undefined);
  const signal = (name: string) => void child.stdin?.write(`${name}\n`);
  const stop = async (graceMs: number) => {
    signal(options.stopSignal);
    const timer = setTimeout(() => signal("KILL"), graceMs);
    await exited;
    clearTimeout(timer);
  };
  return { exited, isRunning: () => running, stop };
}

function forwardLines(child: ChildProcess, onLine: ((line: string) => void) | undefined): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    if (onLine) createInterface({ input: stream }).on("line", onLine);
    else stream.resume();
  }
}

/** What the program started and left behind; the negative id names the whole group. */
function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone, as it should be.
  }
}
