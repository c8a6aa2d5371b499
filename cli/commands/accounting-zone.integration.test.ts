import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { trustedZone } from "@/lib/domain/period";
import { keepZone } from "@/lib/use-cases/keep-zone";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { type CommandLine, openCommandLine } from "../testing/command-line";

let db: TestDatabase;
let folder: string;
let silent: CommandLine;
let other: CommandLine;
beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "remit-zone-"));
  await keepZone({ db }, trustedZone("Europe/Berlin"));
  silent = openCommandLine({ DATABASE_URL: db.url });
  other = openCommandLine({ DATABASE_URL: db.url, ACCOUNTING_TIME_ZONE: "UTC" });
});
afterAll(async () => {
  silent.stop();
  other.stop();
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

it("works in the zone of the books when the shell says none, and in no other", async () => {
  const file = path.join(folder, "events.csv");
  const head = "externalId,kind,pluginId,amount,currency,occurredAt,developerId";
  await writeFile(file, `${head}\na,install,atlas,999,eur,2026-04-30T22:30:00Z,ada`);
  expect(await silent.remit("import", file, "--create")).toMatchObject({ code: 0 });
  expect(await db.sql`select posted_on from events`).toEqual([{ posted_on: "2026-05-01" }]);
  const [verified, refused] = await Promise.all([
    silent.remit("verify"),
    other.remit("period", "list"),
  ]);
  expect(verified.code).toBe(0);
  expect(refused.code).toBe(1);
  expect(refused.error).toContain(
    "ACCOUNTING_TIME_ZONE is UTC, but these books are kept in Europe/Berlin: set ACCOUNTING_TIME_ZONE=Europe/Berlin",
  );
});

it("says what to do about a database that is older than the code", async () => {
  await db.sql`delete from remit_migrations.__drizzle_migrations
    where id = (select max(id) from remit_migrations.__drizzle_migrations)`;
  const refused = await silent.remit("period", "list");
  expect(refused.code).toBe(1);
  expect(refused.error).toContain(
    "The database lacks 1 of this version's migrations. Run `npm run remit -- migrate`, then this again",
  );
});
