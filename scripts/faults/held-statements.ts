import { setTimeout as wait } from "node:timers/promises";
import type { FaultWorld } from "./fault-world";

type World = Pick<FaultWorld, "db">;

const LOOK_EVERY_MS = 20;

/** Locks that statements wait for while they run, and not already while they are parsed. */
const HOLDS = {
  approving: "select 1 from runs for update",
  recording: "select 1 from periods for update",
  /** New rows have nothing to wait for but the table: only known statements get that far. */
  takingWebhooksIn: "lock table stripe_events in share row exclusive mode",
} as const;

/**
 * Has statements wait in the database while something happens to whoever sent them.
 *
 * So what is killed is killed in the middle for certain: its statement has arrived, and takes its
 * effect after the death of the process that would have heard of it.
 */
export async function whileHeld(
  { db }: World,
  hold: keyof typeof HOLDS,
  happens: () => Promise<void>,
): Promise<void> {
  await db.sql.begin(async (lock) => {
    await lock.unsafe(HOLDS[hold]);
    // Asked on the same connection, so that the server does not end it for idling.
    while (!(await isWaitedFor(lock))) await wait(LOOK_EVERY_MS);
    await happens();
  });
  while (await isBusy(db)) await wait(LOOK_EVERY_MS);
}

async function isWaitedFor(sql: Pick<World["db"]["sql"], "unsafe">): Promise<boolean> {
  const waiting = await sql.unsafe(`
    select 1 from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`);
  return waiting.length > 0;
}

/** The server ends a statement whose sender is gone only after it is done. */
async function isBusy({ sql }: World["db"]): Promise<boolean> {
  const rows = await sql`
    select 1 from pg_stat_activity
    where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`;
  return rows.length > 0;
}
