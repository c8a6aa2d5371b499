import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { type Database, openDatabase } from "@/db/client";

/**
 * The database of a lane. Making one costs more than playing a marketplace, so that it is emptied
 * instead, and its connections stay: they know the statements already.
 */
export type LaneDatabase = {
  readonly current: () => Database;
  readonly name: () => string;
  /** Ready for the next marketplace. */
  readonly renew: () => Promise<void>;
  /** Something was left hanging: the next marketplace gets another database. */
  readonly spoil: () => void;
  /** New connections, as processes have that a supervisor started again. */
  readonly reconnect: () => void;
  readonly backUp: () => Promise<void>;
  /** Back to what it was; what happened since is lost. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const CONNECTIONS_MAX = 4;
/** A pool that lost a statement lets the others end; nobody has to wait long for that here. */
const STATEMENT_MS = 15_000;

export async function createLaneDatabase(
  superuser: postgres.Sql,
  serverUrl: string,
): Promise<LaneDatabase> {
  const pool = createPool(serverUrl);
  const make = async () => {
    const name = nameOf("lane");
    await copy(superuser, "remit_template", name);
    // Statements are planned once for each connection, not once for each marketplace.
    await superuser.unsafe(`alter database ${name} set plan_cache_mode = force_generic_plan`);
    await superuser.unsafe(`alter database ${name} set jit = off`);
    return name;
  };
  const drop = (which: string) => superuser.unsafe(`drop database ${which} with (force)`);
  let name = await make();
  let backup: string | undefined;
  let isSpoilt = false;
  pool.open(name);
  return {
    current: pool.current,
    name: () => name,
    renew: async () => {
      if (backup) await drop(backup);
      backup = undefined;
      if (!isSpoilt) return await empty(pool.current().sql);
      await pool.close();
      await drop(name);
      name = await make();
      isSpoilt = false;
      pool.open(name);
    },
    spoil: () => {
      isSpoilt = true;
    },
    reconnect: () => {
      void pool.close();
      pool.open(name);
    },
    backUp: async () => {
      await pool.close();
      backup = nameOf("backup");
      await expel(superuser, name);
      await copy(superuser, name, backup);
      pool.open(name);
    },
    restore: async () => {
      if (!backup) throw new Error("There is no backup to restore");
      await pool.close();
      await drop(name);
      name = backup;
      backup = undefined;
      isSpoilt = true;
      pool.open(name);
    },
    close: pool.close,
  };
}

function createPool(serverUrl: string) {
  let database: Database | undefined;
  return {
    current: () => {
      if (database) return database;
      // While a backup is made or restored; for whoever asks then, PostgreSQL is away.
      throw Object.assign(new Error("The lane has no database"), { code: "CONNECTION_ENDED" });
    },
    open: (name: string) => {
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      database = openDatabase(url.href, {
        connectionsMax: CONNECTIONS_MAX,
        statementMs: STATEMENT_MS,
      });
    },
    close: async () => {
      const left = database;
      database = undefined;
      await left?.sql.end({ timeout: 0 });
    },
  };
}

async function copy(superuser: postgres.Sql, from: string, to: string): Promise<void> {
  await superuser.unsafe(`create database ${to} template ${from} strategy file_copy`);
}

function nameOf(kind: string): string {
  return `${kind}_${randomBytes(6).toString("hex")}`;
}

/** Only a database that nobody uses can be copied. */
async function expel(superuser: postgres.Sql, name: string): Promise<void> {
  for (;;) {
    const left = await superuser`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    if (left.length === 0) return;
  }
}

/**
 * As new: the guards are asleep for one transaction, and the server's counts of changes, which
 * `verify` looks at, begin again.
 */
async function empty(sql: Database["sql"]): Promise<void> {
  await sql.begin(async (transaction) => {
    const tables = await transaction<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'audit_head'`;
    const deletions = tables.map(({ name }) => `delete from "${name}";`).join("\n");
    await transaction.unsafe(`set local session_replication_role = replica; ${deletions}
      update audit_head set seq = 0, previous_hash = '', hash = repeat('0', 64);
      select pg_stat_force_next_flush();`);
  });
  await sql`select pg_stat_reset()`;
}
