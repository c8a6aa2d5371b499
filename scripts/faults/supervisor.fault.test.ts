import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "@/db/embedded";
import { buildIfNeeded } from "@/scripts/supervisor/build";
import { placesIn } from "@/scripts/supervisor/places";
import { type Stack, startStack } from "@/scripts/supervisor/stack";
import { until } from "./child";

const BUILD_MS_MAX = 900_000;
const BACK_MS_MAX = 60_000;

let folder: string;
let stack: Stack;
let broken: string | undefined;

beforeAll(async () => {
  await buildIfNeeded((line) => process.stdout.write(`${line}\n`));
  vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  folder = await mkdtemp(path.join(tmpdir(), "remit-fault-stack-"));
  await chmod(folder, 0o755);
  stack = await startStack({
    places: placesIn(folder),
    ports: { web: await freePort(), simulator: await freePort() },
    mode: "production",
    durable: false,
  });
  void stack.broken.then((name) => {
    broken = name;
  });
}, BUILD_MS_MAX);
afterAll(async () => {
  await stack?.stop();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Processes that this one started, directly or not, by what `ps` says of them. */
function descendants(isIt: RegExp): readonly number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  const all = lines.split("\n").flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), args }] : [];
  });
  const own = new Set([process.pid]);
  for (let size = 0; size < own.size; ) {
    size = own.size;
    for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
  }
  return all
    .filter(({ pid, args }) => own.has(pid) && isIt.test(args) && !args.startsWith("/bin/sh"))
    .map(({ pid }) => pid);
}

const isReady = async () => {
  const answer = await fetch(`${stack.webUrl}/readyz`).catch(() => undefined);
  return answer?.status === 200;
};

describe("what `npm run demo` runs", () => {
  it.each([
    ["worker", /worker\/main\.ts/],
    ["web", /next-server|bin\/next start/],
  ])("F01, F05: starts a %s again that was killed with kill -9, and goes on", async (_, isIt) => {
    const [before, ...others] = descendants(isIt);
    expect(others).toEqual([]);
    if (!before) throw new Error("There is none to kill");
    process.kill(before, "SIGKILL");
    const isBack = () => descendants(isIt).some((pid) => pid !== before);
    await until("another one is there", isBack, BACK_MS_MAX);
    await until("the web is ready", isReady, BACK_MS_MAX);
    expect(descendants(isIt)).toHaveLength(1);
    expect(broken).toBeUndefined();
  });

  it("F06: leaves nothing running when it stops, what was started again included", async () => {
    await stack.stop();
    expect(descendants(/worker\/main\.ts|next-server|bin\/next|simulator\/main\.ts/)).toEqual([]);
    expect(broken).not.toBe("worker");
    expect(await isReady()).toBe(false);
  });
});
