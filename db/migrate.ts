import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));
/** Any number that nothing else in the database locks on. */
const LOCK = 7_263_054;

/**
 * Brings the database up to date.
 *
 * Safe to run twice and from several processes at once: an advisory lock lets one through at a
 * time, and each migration is a transaction that is noted in the same transaction.
 */
export async function migrateDatabase(url: string): Promise<{ readonly applied: number }> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const before = await appliedCount(sql);
    await migrate(drizzle(sql), { migrationsFolder: FOLDER, migrationsSchema: "remit_migrations" });
    const after = await appliedCount(sql);
    return { applied: after - before };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function appliedCount(sql: postgres.Sql): Promise<number> {
  const [found] = await sql<{ name: string | null }[]>`
    select to_regclass('remit_migrations.__drizzle_migrations')::text as name`;
  if (!found?.name) return 0;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from remit_migrations.__drizzle_migrations`;
  return row?.count ?? 0;
}
