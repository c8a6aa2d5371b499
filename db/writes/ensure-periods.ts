import type { Database } from "@/db/client";
import { withRetry } from "@/db/retry";
import type { Period } from "@/lib/domain/period";

/**
 * Makes sure that the months' rows exist, because recording locks them: no row, no lock. Rows are
 * never deleted, so a process asks once for each month, until `forgetPeriods`.
 */
export async function ensurePeriods(
  db: Pick<Database, "sql">,
  periods: readonly Period[],
): Promise<void> {
  const known = knownPeriods.get(db.sql) ?? new Set<Period>();
  knownPeriods.set(db.sql, known);
  const missing = [...new Set(periods)].filter((period) => !known.has(period)).sort();
  if (missing.length === 0) return;
  await openPeriods(db, missing);
  for (const period of missing) known.add(period);
}

/**
 * For whoever did not find a month open that is remembered: it was closed, or the database was
 * restored to before it had its row, and the next to ask makes the row anew.
 */
export function forgetPeriods({ sql }: Pick<Database, "sql">): void {
  knownPeriods.delete(sql);
}

/**
 * Opens months that have no row yet. One before a closed one is never opened, by a trigger where it
 * is being closed meanwhile: who asks for it does not know of the closing yet.
 */
export async function openPeriods(
  { sql }: Pick<Database, "sql">,
  periods: readonly Period[],
): Promise<void> {
  await withRetry(
    () => sql`
      insert into periods (period)
      select month from unnest(${[...periods]}::text[]) as month
      where month > coalesce((select max(period) from periods where closed_at is not null), '')
      on conflict (period) do nothing`,
  );
}

const knownPeriods = new WeakMap<Database["sql"], Set<Period>>();
