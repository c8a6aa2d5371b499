import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { POST } from "@/app/api/v1/events/route";
import { addMissingPlugins } from "@/db/writes/save-catalog";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import { verify } from "@/lib/use-cases/verify";
import { closeDeps, createDeps } from "@/lib/use-cases/world";
import { until } from "./child";
import { createFaultWorld } from "./fault-world";
import { startOwnPostgres } from "./own-postgres";
import { doorTo, keepSending } from "./sender";

const ONLY_ROOT = "this user may not mount a disk of its own: run as root";
const NOW = new Date("2026-05-20T12:00:00Z");
/** How long it may take to notice that there is room again. */
const RECOVERY_MS_MAX = 60_000;

let folder = "";
let isMounted = false;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "remit-fault-disk-"));
  isMounted = mountSmallDisk();
});
afterEach(() => {
  if (isMounted) execFileSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** A disk of its own, in memory. Only root may make one. */
function mountSmallDisk(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m", "tmpfs", folder], { stdio: "pipe" });
    return true;
  } catch {
    return false;
  }
}

/** Leaves so many bytes of the disk; gives the rest back when called. */
function fillDisk(left: number): () => void {
  const filler = path.join(folder, "filler");
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(filler, Buffer.alloc(bavail * bsize - left));
  } catch (error) {
    // The database was faster: then there is nothing left at all.
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
  return () => rmSync(filler);
}

it("F43: a full disk loses nothing acknowledged, and recording goes on when there is room", async ({
  skip,
}) => {
  if (!isMounted) skip(ONLY_ROOT);
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const server = await startOwnPostgres(folder);
  const real = createDeps({ databaseUrl: server.url, statementMs: 2_000 });
  const deps = { ...real, now: () => NOW };
  (globalThis as { remitDeps?: Deps }).remitDeps = deps;
  const plugin = {
    ...{ id: trusted.pluginId("atlas"), name: "Atlas" },
    developerId: trusted.developerId("ada"),
  };
  await addMissingPlugins(deps.db, [plugin], NOW);
  const admin = mintAdmin("user:test@example.com");
  const created = await createApiKey(deps, admin, { name: "test", scopes: ["events:write"] });
  const key = created.ok ? created.value.key : "";

  const sending = keepSending(doorTo(POST), { key, pluginId: "atlas", lanes: 8, round: 1 });
  await until("sales are recorded", () => sending.acknowledged.size > 50);
  const giveBack = fillDisk(1_000_000);
  await until("the disk is full", () => (sending.statuses.get(503) ?? 0) > 20, 60_000);
  giveBack();
  await server.startAgainIfDown();
  const before = sending.acknowledged.size;
  await until("recording goes on", () => sending.acknowledged.size > before + 50, RECOVERY_MS_MAX);
  await sending.stop();

  expect([...sending.statuses.keys()].toSorted()).toEqual([200, 503]);
  const rows = await deps.db.sql`select external_id from events`;
  const present = new Set(rows.map(({ external_id }) => external_id));
  expect(present.size).toBe(rows.length);
  expect([...sending.acknowledged].filter((id) => !present.has(id))).toEqual([]);
  const { checks } = await verify(deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
  await closeDeps(real);
  await server.remove();
});

it("F43: a disk that is full in the middle of a run pays nobody twice, and the run goes on when there is room", async ({
  skip,
}) => {
  if (!isMounted) skip(ONLY_ROOT);
  const server = await startOwnPostgres(folder);
  const db = server.database({ statementMs: 2_000, connectionsMax: 5 });
  const world = await createFaultWorld({ db });
  try {
    const runId = await world.approvedRun(150);
    const paid = () => world.stateCount(runId, "paid");
    const worker = world.startWorker();
    await until("it pays", async () => (await paid()) > 5, 30_000, worker.output);
    const giveBack = fillDisk(0);
    await until(
      "the disk is full",
      () => /No space left|53100|ECONNREFUSED|57P0/.test(worker.output()),
      60_000,
      worker.output,
    );
    giveBack();
    await server.startAgainIfDown();
    const before = await paid();
    expect(before).toBeLessThan(150);
    await until("it goes on", async () => (await paid()) > before, RECOVERY_MS_MAX, worker.output);
    expect(worker.process.exitCode).toBeNull();
    worker.signal("SIGTERM");
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    await world.advance(200);
    await world.settle(runId);
    expect(await paid()).toBe(150);
    expect(await world.problems()).toEqual([]);
  } finally {
    await world.close();
    await server.remove();
  }
});
