import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { knowArrays } from "./array-types";
import { withDeadline } from "./deadline";
import * as schema from "./schema";

/** One pool, spoken to in two ways: typed reads through drizzle, money steps as plain SQL. */
export type Database = {
  readonly orm: PostgresJsDatabase<typeof schema>;
  readonly sql: postgres.Sql<{ bigint: bigint }>;
  /**
   * Like `sql`, over few connections of its own. The pool takes all of its connections in turn, so
   * that each statement meets a server process whose caches have gone cold; statements that come
   * one after another all day meet a warm one here.
   */
  readonly steadySql: postgres.Sql<{ bigint: bigint }>;
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  readonly connectionsMax?: number;
  readonly applicationName?: string;
  /** How long the server lets one statement run. */
  readonly statementMs?: number;
  /** How much longer than that an answer may take before the connection counts as lost. */
  readonly silenceMs?: number;
};

/** Beside those of the pool, and opened only when they are needed. */
export const STEADY_CONNECTIONS_MAX = 4;
const STATEMENT_MS = 60_000;
const SILENCE_MS = 5_000;
const TRANSACTION_MS = 10 * 60_000;
/**
 * How long a server that did not answer is left alone at most. The client's own choice grows to
 * 20 s: so long a request would wait to be refused, and recording would stand after the server came.
 */
const RECONNECT_S_MAX = 1;

/**
 * Opens a pool. In plain SQL, `int8` arrives as `bigint`, `timestamptz` as `Date`, `date` as
 * `YYYY-MM-DD` text and JSON parsed; JSON parameters are passed as text (`JSON.stringify`).
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { statementMs = STATEMENT_MS, silenceMs = SILENCE_MS } = options;
  const limits = {
    deadlineMs: statementMs + silenceMs,
    transactionMs: TRANSACTION_MS,
    drainMs: statementMs,
  };
  const steady = { ...options, statementMs, connectionsMax: STEADY_CONNECTIONS_MAX };
  const sql = withDeadline(() => openPool(url, { ...options, statementMs }), limits);
  const steadySql = withDeadline(() => openPool(url, steady), limits);
  const close = async () => {
    await Promise.all([sql.end({ timeout: 5 }), steadySql.end({ timeout: 5 })]);
  };
  return { orm: typedReads(sql), sql, steadySql, close };
}

function openPool(url: string, options: DatabaseOptions): postgres.Sql<{ bigint: bigint }> {
  const sql = postgres(url, {
    max: options.connectionsMax ?? 10,
    connect_timeout: 10,
    backoff: reconnectPause,
    idle_timeout: 60,
    fetch_types: false,
    onnotice: () => undefined,
    types: { bigint: postgres.BigInt },
    connection: {
      application_name: options.applicationName ?? "remit",
      TimeZone: "UTC",
      statement_timeout: options.statementMs ?? STATEMENT_MS,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
  typedReads(sql);
  return sql;
}

/** In seconds, each a little different, so that not all connections knock at once. */
function reconnectPause(failures: number): number {
  return (0.5 + Math.random() / 2) * Math.min(3 ** failures / 100, RECONNECT_S_MAX);
}

/** drizzle changes the client it is given, so each pool meets it, also those that come later. */
function typedReads(sql: postgres.Sql<{ bigint: bigint }>): PostgresJsDatabase<typeof schema> {
  const orm = drizzle(sql, { schema });
  restoreDates(sql);
  knowArrays(sql);
  return orm;
}

const TIMESTAMPTZ = 1184;

/** drizzle makes the client hand dates through as text; plain SQL wants `Date`, drizzle takes both. */
function restoreDates(sql: postgres.Sql<{ bigint: bigint }>): void {
  sql.options.parsers[TIMESTAMPTZ] = (text: string) => new Date(text);
  sql.options.serializers[TIMESTAMPTZ] = (value: unknown) =>
    value instanceof Date ? value.toISOString() : value;
}
