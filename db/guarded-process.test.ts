import { spawn } from "node:child_process";
import { describe, expect, it, vi } from "vitest";
import { startGuarded } from "./guarded-process";

/** Prints its process id, then stays until it is stopped. */
const STAYS = `console.log(process.pid); setInterval(() => undefined, 1000);`;
const STUBBORN = `process.on("SIGTERM", () => undefined); ${STAYS}`;

describe("startGuarded", () => {
  it("hands on the program's lines and its exit code", async () => {
    const lines: string[] = [];
    const program = startGuarded("sh", ["-c", "echo one; echo two >&2; exit 7"], {
      stopSignal: "TERM",
      onLine: (line) => lines.push(line),
    });
    expect(await program.exited).toEqual({ code: 7 });
    expect(lines.toSorted()).toEqual(["one", "two"]);
    expect(program.isRunning()).toBe(false);
  });

  it("asks the program to stop with its signal", async () => {
    const { program, pid } = await startNode(STAYS);
    expect(isAlive(pid)).toBe(true);
    await program.stop(5_000);
    expect(isAlive(pid)).toBe(false);
  });

  it("ends a program that does not listen once its time is over", async () => {
    const { program, pid } = await startNode(STUBBORN);
    await program.stop(200);
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
  });

  it("ends the program when its parent is killed", async () => {
    const module = new URL("./guarded-process.ts", import.meta.url).href;
    const script = `
      import { startGuarded } from ${JSON.stringify(module)};
      startGuarded(process.execPath, ["--eval", ${JSON.stringify(STAYS)}], {
        stopSignal: "TERM", onLine: (line) => console.log(line),
      });
      setInterval(() => undefined, 1000);`;
    const args = ["--import", "tsx", "--input-type=module", "--eval", script];
    const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout?.once("data", (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
  });

  it("reports a program that does not exist as ended", async () => {
    const program = startGuarded("/does/not/exist", [], { stopSignal: "TERM" });
    expect((await program.exited).code).toBe(127);
  });
});

async function startNode(script: string) {
  let told: (pid: number) => void = () => undefined;
  const pid = new Promise<number>((resolve) => {
    told = resolve;
  });
  const program = startGuarded(process.execPath, ["--eval", script], {
    stopSignal: "TERM",
    onLine: (line) => told(Number(line)),
  });
  return { program, pid: await pid };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
