import path from "node:path";
import { fileURLToPath } from "node:url";
import { v7 as uuidv7 } from "uuid";
import { openDatabase } from "@/db/client";
import { findRunningPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { assertMigrated } from "@/db/queries/readiness";
import { systemClock } from "@/lib/config/clock";
import { environment } from "@/lib/config/environment";
import type { AccountingZone } from "@/lib/domain/period";
import { zoneWords } from "@/lib/domain/words/zone-words";
import type { Deps } from "@/lib/use-cases/deps";
import { keepZone } from "@/lib/use-cases/keep-zone";
import type { RecordingDeps } from "@/lib/use-cases/record-events";

const APPLICATION_NAME = "remit cli";
/** Where `npm run demo` and `npm run dev` keep their PostgreSQL. */
const EMBEDDED_DATA = fileURLToPath(new URL("../.data/postgres", import.meta.url));

/**
 * Runs a command against `DATABASE_URL` or, when it is unset, against the embedded database: the
 * one that the demo has running, else one that is started for the command and stopped after it.
 */
export async function withDatabaseUrl<Value>(
  work: (url: string) => Promise<Value>,
): Promise<Value> {
  const url = environment().DATABASE_URL ?? findRunningPostgres(EMBEDDED_DATA);
  if (url) return work(url);
  const dataDir = path.relative(process.cwd(), EMBEDDED_DATA);
  console.error(`DATABASE_URL is not set: using the embedded PostgreSQL in ${dataDir}`);
  const server = await startEmbeddedPostgres({ dataDir: EMBEDDED_DATA });
  try {
    await migrateDatabase(server.url);
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

/**
 * As `withDatabaseUrl`, with the use cases' whole world around the database.
 *
 * The world is loaded on demand: Stripe's client and the job queue are large, and most commands
 * need neither.
 */
export async function withDeps<Value>(work: (deps: Deps) => Promise<Value>): Promise<Value> {
  const { closeDeps, createDeps } = await import("@/lib/use-cases/world");
  return withDatabaseUrl(async (databaseUrl) => {
    const deps = createDeps({ databaseUrl, applicationName: APPLICATION_NAME, connectionsMax: 4 });
    try {
      return await work({ ...deps, zone: await zoneOfBooks(deps) });
    } finally {
      await closeDeps(deps);
    }
  });
}

/** For commands that only read and write the database. */
export async function withDatabase<Value>(
  work: (deps: RecordingDeps) => Promise<Value>,
): Promise<Value> {
  return withDatabaseUrl(async (databaseUrl) => {
    const options = { applicationName: APPLICATION_NAME, connectionsMax: 4 };
    const db = openDatabase(databaseUrl, options);
    try {
      const zone = await zoneOfBooks({ db });
      return await work({ db, now: systemClock(), zone, newId: uuidv7 });
    } finally {
      await db.close();
    }
  });
}

/** The shell of an operator need not say it. When it says another, nothing is done. */
async function zoneOfBooks(deps: Pick<Deps, "db">): Promise<AccountingZone> {
  await assertMigrated(deps.db);
  const kept = await keepZone(deps, environment().ACCOUNTING_TIME_ZONE);
  if (!kept.ok) throw new Error(zoneWords(kept.problem));
  return kept.value;
}
