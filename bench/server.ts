import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";

/** A PostgreSQL of its own, with everything on that a crash would need, thrown away afterwards. */
export async function withFreshDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "remit-bench-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ dataDir: path.join(folder, "data") });
  try {
    await migrateDatabase(server.url);
    await work(server.url);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const PATIENCE_MS = 60 * 60_000;

/** For filling millions of rows, and for what must be measured however long it takes. */
export function openPatiently(url: string): Database {
  return openDatabase(url, { connectionsMax: 1, statementMs: PATIENCE_MS });
}
