import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));
/** Any number that nothing else in the database locks on. */
const LOCK = 7_263_054;

/**
 * How long a migration waits for a table that somebody uses. Whoever comes after it waits behind it,
 * so this is also the longest that it holds up the requests of a marketplace that goes on.
 */
const LOCK_MS = 2_000;
const PAUSE_MS = 1_000;
const TRIES_MAX = 30;

export type MigrationOptions = {
  readonly folder?: string;
  readonly lockMs?: number;
  readonly pauseMs?: number;
  readonly triesMax?: number;
  /** Told each time that it made way for somebody. */
  readonly onWait?: (tries: number) => void;
};

/**
 * Brings the database up to date, also while everybody works with it.
 *
 * Safe to run twice and from several processes at once: an advisory lock lets one through at a
 * time, and what is missing is one transaction, in which it is also noted. When that does not get a
 * lock soon, all of it is undone, so that nobody waits behind it, and tried again.
 */
export async function migrateDatabase(
  url: string,
  options: MigrationOptions = {},
): Promise<{ readonly applied: number }> {
  const { folder = FOLDER, lockMs = LOCK_MS } = options;
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await sql`select set_config('lock_timeout', ${String(lockMs)}, false)`;
    const before = await appliedCount(sql);
    const settings = { migrationsFolder: folder, migrationsSchema: "remit_migrations" };
    await untilLocked(() => migrate(drizzle(sql), settings), options);
    const after = await appliedCount(sql);
    return { applied: after - before };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function untilLocked(work: () => Promise<void>, options: MigrationOptions): Promise<void> {
  const { triesMax = TRIES_MAX, pauseMs = PAUSE_MS, lockMs = LOCK_MS, onWait } = options;
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!isInTheWay(error)) throw error;
      if (tries === triesMax) {
        throw new Error(
          `Nothing was migrated: a table that it changes was in use each of the ${triesMax} times that it waited ${lockMs / 1_000} s for it. End the long transaction, and run it again`,
          { cause: error },
        );
      }
      onWait?.(tries);
      await wait(pauseMs);
    }
  }
}

/** A lock that did not come in time, or two that waited for each other: nothing has happened. */
const IN_THE_WAY = new Set(["55P03", "40P01"]);

/** drizzle wraps what the driver says. */
function isInTheWay(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return (typeof code === "string" && IN_THE_WAY.has(code)) || isInTheWay(cause);
}

async function appliedCount(sql: postgres.Sql): Promise<number> {
  const [found] = await sql<{ name: string | null }[]>`
    select to_regclass('remit_migrations.__drizzle_migrations')::text as name`;
  if (!found?.name) return 0;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from remit_migrations.__drizzle_migrations`;
  return row?.count ?? 0;
}
