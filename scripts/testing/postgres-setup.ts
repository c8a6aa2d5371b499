import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";

/**
 * One PostgreSQL for the whole test run, with a migrated template that each test file copies.
 *
 * `REMIT_TEST_POSTGRES=15` runs the same tests on the oldest major that Remit supports.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "remit-test-postgres-"));
  // As root, PostgreSQL runs as a user of its own, who has to get into the folder.
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: path.join(folder, "data"),
    major: process.env.REMIT_TEST_POSTGRES === "15" ? 15 : 18,
    durable: false,
  });
  const admin = postgres(server.urlOf("postgres"), { max: 1, onnotice: () => undefined });
  await admin.unsafe("create database remit_template");
  await migrateDatabase(server.urlOf("remit_template"));
  await admin.end();
  process.env.REMIT_TEST_POSTGRES_URL = server.urlOf("postgres");
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
