import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { POST } from "@/app/api/v1/events/route";
import { addMissingPlugins } from "@/db/writes/save-catalog";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import { verify } from "@/lib/use-cases/verify";
import { closeDeps, createDeps } from "@/lib/use-cases/world";
import { until } from "./child";
import { startOwnPostgres } from "./own-postgres";
import { doorTo, keepSending } from "./sender";

const NOW = new Date("2026-05-20T12:00:00Z");
const folder = mkdtempSync(path.join(tmpdir(), "remit-fault-disk-"));
let isMounted = false;

afterAll(() => {
  if (isMounted) execFileSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** A disk of its own, in memory. Only root may make one. */
function mountSmallDisk(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m", "tmpfs", folder], { stdio: "pipe" });
    isMounted = true;
  } catch {
    isMounted = false;
  }
  return isMounted;
}

it("F43: a full disk loses nothing acknowledged, and recording goes on when there is room", async ({
  skip,
}) => {
  if (!mountSmallDisk()) skip("this user may not mount a disk of its own: run as root");
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
  const filler = path.join(folder, "filler");
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 1_000_000));
  await until("the disk is full", () => (sending.statuses.get(503) ?? 0) > 20, 60_000);
  rmSync(filler);
  await server.startAgainIfDown();
  const before = sending.acknowledged.size;
  await until("recording goes on", () => sending.acknowledged.size > before + 50, 60_000);
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
