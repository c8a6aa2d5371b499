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

const CONNECTIONS_MAX = 6;

export async function createLaneDatabase(
  superuser: postgres.Sql,
  serverUrl: string,
): Promise<LaneDatabase> {
  let name = "";
  let database: Database | undefined;
  let backup: string | undefined;
  let isSpoilt = false;
  const current = () => {
    if (!database) throw new Error("The lane has no database");
    return database;
  };
  const open = () => {
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    database = openDatabase(url.href, { connectionsMax: CONNECTIONS_MAX });
  };
  const drop = (which: string) => superuser.unsafe(`drop database ${which} with (force)`);
  const leave = async () => {
    const left = database;
    database = undefined;
    await left?.sql.end({ timeout: 0 });
  };
  const make = async () => {
    name = nameOf("lane");
    await superuser.unsafe(`create database ${name} template remit_template strategy file_copy`);
    // Statements are planned once for each connection, not once for each marketplace.
    await superuser.unsafe(`alter database ${name} set plan_cache_mode = force_generic_plan`);
    await superuser.unsafe(`alter database ${name} set jit = off`);
    open();
  };
  await make();
  return {
    current,
    name: () => name,
    renew: async () => {
      if (backup) await drop(backup);
      backup = undefined;
      if (!isSpoilt) return empty(current().sql);
      isSpoilt = false;
      await leave();
      await drop(name);
      await make();
    },
    spoil: () => {
      isSpoilt = true;
    },
    reconnect: () => {
      void leave();
      open();
    },
    backUp: async () => {
      await leave();
      backup = nameOf("backup");
      await expel(superuser, name);
      await superuser.unsafe(`create database ${backup} template ${name} strategy file_copy`);
      open();
    },
    restore: async () => {
      if (!backup) throw new Error("There is no backup to restore");
      await leave();
      await drop(name);
      name = backup;
      backup = undefined;
      isSpoilt = true;
      open();
    },
    close: async () => {
      await leave();
      await drop(name);
      if (backup) await drop(backup);
    },
  };
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
  const connection = await sql.reserve();
  try {
    const tables = await connection<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'audit_head'`;
    const deletions = tables.map(({ name }) => `delete from "${name}";`).join("\n");
    await connection.unsafe(`begin; set local session_replication_role = replica; ${deletions}
      update audit_head set seq = 0, previous_hash = '', hash = repeat('0', 64); commit;`);
    await connection`select pg_stat_force_next_flush()`;
    await connection`select pg_stat_reset()`;
  } finally {
    connection.release();
  }
}
