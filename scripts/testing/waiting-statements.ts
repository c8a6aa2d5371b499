import type { Database } from "@/db/client";

/** How many statements of this database wait for a lock at the moment. */
export async function countWaiting({ sql }: Pick<Database, "sql">): Promise<number> {
  const waiting = await sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length;
}
