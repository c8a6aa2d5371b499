import type { Database } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";

export type DatabaseReadiness =
  | { readonly status: "ready" }
  | { readonly status: "unreachable" }
  | { readonly status: "not_migrated"; readonly missing: number };

const ANSWER_MS_MAX = 3_000;

/** Whether the database answers soon and has every migration that this build knows. */
export async function findReadiness(db: Pick<Database, "sql">): Promise<DatabaseReadiness> {
  try {
    const applied = await soon(countMigrations(db));
    const missing = journal.entries.length - applied;
    return missing > 0 ? { status: "not_migrated", missing } : { status: "ready" };
  } catch {
    // Load balancers ask often: why it does not answer is in the log of whoever needed it.
    return { status: "unreachable" };
  }
}

/** Throws what to do about a database that is older than the code, before anything fails by it. */
export async function assertMigrated(db: Pick<Database, "sql">): Promise<void> {
  const missing = journal.entries.length - (await countMigrations(db));
  if (missing <= 0) return;
  throw new Error(
    `The database lacks ${missing} of this version's migrations. Run \`npm run remit -- migrate\`, then this again`,
  );
}

async function countMigrations({ sql }: Pick<Database, "sql">): Promise<number> {
  const [found] = await sql<{ name: string | null }[]>`
    select to_regclass('remit_migrations.__drizzle_migrations')::text as name`;
  if (!found?.name) return 0;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from remit_migrations.__drizzle_migrations`;
  return row?.count ?? 0;
}

async function soon<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), ANSWER_MS_MAX);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
