import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findRunningPostgres, startEmbeddedPostgres } from "./embedded";

let dataDir: string;

beforeEach(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "remit-embedded-"));
  await chmod(folder, 0o755);
  dataDir = path.join(folder, "postgres");
});

afterEach(async () => {
  await rm(path.dirname(dataDir), { recursive: true, force: true });
});

describe("startEmbeddedPostgres", () => {
  it("keeps the data when it is stopped and started again", async () => {
    const first = await startEmbeddedPostgres({ dataDir, durable: false });
    expect(findRunningPostgres(dataDir)).toBe(first.url);
    await run(first.url, "create table kept as select 42 as answer");
    await first.stop();
    expect(findRunningPostgres(dataDir)).toBeUndefined();

    const second = await startEmbeddedPostgres({ dataDir, durable: false });
    expect(await run(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it("refuses a folder of another major version and says what to do", async () => {
    await mkdir(dataDir);
    await writeFile(path.join(dataDir, "PG_VERSION"), "14\n");
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
      /belongs to PostgreSQL 14.*--reset/,
    );
  });

  it("does not outlive a parent that is killed", async () => {
    const parent = await startInAnotherProcess(dataDir);
    expect(findRunningPostgres(dataDir)).toBeDefined();
    parent.kill("SIGKILL");
    await vi.waitFor(() => expect(findRunningPostgres(dataDir)).toBeUndefined(), 15_000);
  });
});

async function run(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

async function startInAnotherProcess(dataDir: string): Promise<ChildProcess> {
  const module = new URL("./embedded.ts", import.meta.url).href;
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false });
    console.log("started");`;
  const parent = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", script],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), stdio: ["ignore", "pipe", "inherit"] },
  );
  await new Promise<void>((resolve, reject) => {
    parent.stdout?.once("data", () => resolve());
    parent.once("exit", (code) => reject(new Error(`ended with ${code} before it had started`)));
  });
  return parent;
}
