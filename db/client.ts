import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

/** One pool, spoken to in two ways: typed reads through drizzle, money steps as plain SQL. */
export type Database = {
  readonly orm: PostgresJsDatabase<typeof schema>;
  readonly sql: postgres.Sql<{ bigint: bigint }>;
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  readonly connectionsMax?: number;
  readonly applicationName?: string;
};

/**
 * Opens a pool. In plain SQL, `int8` arrives as `bigint`, `timestamptz` as `Date`, `date` as
 * `YYYY-MM-DD` text and JSON parsed; JSON parameters are passed as text (`JSON.stringify`).
 */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const sql = postgres(url, {
    max: options.connectionsMax ?? 10,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => undefined,
    types: { bigint: postgres.BigInt },
    connection: {
      application_name: options.applicationName ?? "remit",
      TimeZone: "UTC",
      statement_timeout: 60_000,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });
  const orm = drizzle(sql, { schema });
  restoreDates(sql);
  return { orm, sql, close: () => sql.end({ timeout: 5 }) };
}

const TIMESTAMPTZ = 1184;

/** drizzle makes the client hand dates through as text; plain SQL wants `Date`, drizzle takes both. */
function restoreDates(sql: postgres.Sql<{ bigint: bigint }>): void {
  sql.options.parsers[TIMESTAMPTZ] = (text: string) => new Date(text);
  sql.options.serializers[TIMESTAMPTZ] = (value: unknown) =>
    value instanceof Date ? value.toISOString() : value;
}
