import { randomBytes } from "node:crypto";
import type postgres from "postgres";
import { type Database, openDatabase } from "@/db/client";
import { type LaneTables, openLaneTables } from "./lane-tables";

/**
 * The database of a lane. Making one costs more than playing a marketplace, so that it is emptied
 * instead, and its connections stay: they know the statements already.
 */
export type LaneDatabase = {
  /** For whoever works: connections that may be cut, unless all is calm. */
  readonly current: () => Database;
  /** Connections that nobody cuts. */
  readonly quiet: () => Database;
  /** A single one for judging: what is asked there takes longer to plan than to answer. */
  readonly judge: () => Database;
  readonly setCalm: (isCalm: boolean) => void;
  readonly name: () => string;
  /** Ready for the next marketplace. */
  readonly renew: () => Promise<void>;
  /** Something was left hanging: the next marketplace gets another database. */
  readonly spoil: () => void;
  /** New connections, as processes have that a supervisor started again. */
  readonly reconnect: () => void;
  readonly backUp: () => Promise<void>;
  /** Back to what it was; what happened since is lost. Nobody must be at work. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** As what they are known to the server who may be cut. */
export const EXPOSED = "exposed";
const CONNECTIONS_MAX = 4;
/** A pool that lost a statement lets the others end; nobody has to wait long for that here. */
const STATEMENT_MS = 15_000;

export async function createLaneDatabase(
  superuser: postgres.Sql,
  serverUrl: string,
): Promise<LaneDatabase> {
  const exposed = createPool(serverUrl, EXPOSED);
  const quiet = createPool(serverUrl, "quiet");
  const judge = createPool(serverUrl, "judge", 1);
  let name = "";
  let tables: LaneTables | undefined;
  let isSpoilt = false;
  let isCalm = true;
  let isAway = false;
  const make = async () => {
    name = await createCopy(superuser);
    exposed.open(name);
    quiet.open(name);
    judge.open(name);
    tables = await openLaneTables(urlOf(serverUrl, name));
    isSpoilt = false;
  };
  const close = async () => {
    await Promise.all([exposed.close(), quiet.close(), judge.close(), tables?.close()]);
  };
  await make();
  return {
    current: () => {
      if (isAway) throw Object.assign(new Error("PostgreSQL is away"), { code: "57P03" });
      return isCalm ? quiet.current() : exposed.current();
    },
    quiet: quiet.current,
    judge: judge.current,
    setCalm: (value) => {
      isCalm = value;
    },
    name: () => name,
    renew: async () => {
      if (!isSpoilt) return await tables?.empty();
      await close();
      await superuser.unsafe(`drop database ${name} with (force)`);
      await make();
    },
    spoil: () => {
      isSpoilt = true;
    },
    reconnect: () => {
      void exposed.close();
      exposed.open(name);
    },
    backUp: async () => tables?.backUp(),
    restore: async () => {
      isAway = true;
      await tables?.restore();
      isAway = false;
    },
    close,
  };
}

async function createCopy(superuser: postgres.Sql): Promise<string> {
  const name = `lane_${randomBytes(6).toString("hex")}`;
  await superuser.unsafe(`create database ${name} template remit_template strategy file_copy`);
  // Statements are planned once for each connection, not once for each marketplace.
  await superuser.unsafe(`alter database ${name} set plan_cache_mode = force_generic_plan`);
  await superuser.unsafe(`alter database ${name} set jit = off`);
  return name;
}

function createPool(serverUrl: string, applicationName: string, connectionsMax = CONNECTIONS_MAX) {
  let database: Database | undefined;
  return {
    current: () => {
      if (database) return database;
      throw Object.assign(new Error("The lane has no database"), { code: "CONNECTION_ENDED" });
    },
    open: (name: string) => {
      const options = { connectionsMax, applicationName, statementMs: STATEMENT_MS };
      database = openDatabase(urlOf(serverUrl, name), options);
    },
    close: async () => {
      const left = database;
      database = undefined;
      await left?.sql.end({ timeout: 0 });
    },
  };
}

function urlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
