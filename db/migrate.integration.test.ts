import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { migrateDatabase } from "./migrate";

let db: TestDatabase;
let url: string;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql.unsafe("create database migrated_at_once");
  const target = new URL(db.url);
  target.pathname = "/migrated_at_once";
  url = target.href;
});
afterAll(async () => {
  await db.sql.unsafe("drop database migrated_at_once with (force)");
  await db.drop();
});

it("F47: three processes that migrate at once, and one after them, leave one schema", async () => {
  await Promise.all([1, 2, 3].map(() => migrateDatabase(url)));
  await migrateDatabase(url);
  const sql = postgres(url, { max: 1 });
  const ran = await sql`select hash, count(*)::int as times
    from remit_migrations.__drizzle_migrations group by hash having count(*) > 1`;
  expect(ran).toEqual([]);
  await sql.end();
});
