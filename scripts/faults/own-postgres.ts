import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type DatabaseOptions, openDatabase } from "@/db/client";
import { type Embedded, freePort, startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import type { TestDatabase } from "@/scripts/testing/database";

/** A PostgreSQL that a test may stop and kill, durable as in production. */
export type OwnPostgres = {
  readonly url: string;
  readonly database: (options?: DatabaseOptions) => TestDatabase;
  /** kill -9 of the whole server, as when the machine goes down. */
  readonly kill: () => Promise<void>;
  /** `immediate`: without a checkpoint, so that the next start recovers. */
  readonly stop: (how: "fast" | "immediate") => Promise<void>;
  readonly start: () => Promise<void>;
  /** After a fault that may have ended it, or may not. */
  readonly startAgainIfDown: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** `folder`: where its data lives, for a disk of its own. */
export async function startOwnPostgres(folder?: string): Promise<OwnPostgres> {
  const home = folder ?? (await mkdtemp(path.join(tmpdir(), "remit-fault-postgres-")));
  await chmod(home, 0o755);
  const dataDir = path.join(home, "data");
  const port = await freePort();
  const run = () => startEmbeddedPostgres({ dataDir, port, durable: true });
  let server: Embedded | undefined = await run();
  const { url } = server;
  await migrateDatabase(url);
  const signal = async (name: NodeJS.Signals) => {
    const [pid] = readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), name);
    await server?.exited;
    server = undefined;
  };
  return {
    url,
    database: (options) => {
      const database = openDatabase(url, options);
      return { ...database, url, drop: database.close };
    },
    kill: () => signal("SIGKILL"),
    stop: (how) => signal(how === "fast" ? "SIGINT" : "SIGQUIT"),
    start: async () => {
      server = await run();
    },
    startAgainIfDown: async () => {
      const isDown = await Promise.race([
        server?.exited.then(() => true),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 1_000)),
      ]);
      if (isDown) server = await run();
    },
    remove: async () => {
      await server?.stop();
      if (folder === undefined) await rm(home, { recursive: true, force: true });
    },
  };
}
