import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { type Database, type DatabaseOptions, openDatabase } from "@/db/client";

export type TestDatabase = Database & {
  readonly url: string;
  readonly drop: () => Promise<void>;
};

/** A fresh, migrated database of its own for one test file. Drop it in `afterAll`. */
export async function createTestDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  const adminUrl = process.env.REMIT_TEST_POSTGRES_URL;
  if (!adminUrl) throw new Error("Run integration tests with `npx vitest --project integration`");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, `create database ${name} template remit_template`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const database = openDatabase(url.href, options);
  const drop = async () => {
    await database.close();
    await asAdmin(adminUrl, `drop database ${name} with (force)`);
  };
  return { ...database, url: url.href, drop };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
