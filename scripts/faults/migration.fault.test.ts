import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { migrateDatabase } from "@/db/migrate";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { ROOT } from "@/scripts/processes/run-command";
import { buildIfNeeded } from "@/scripts/supervisor/build";
import { accepted, addDeveloper } from "@/scripts/testing/payout-world";
import { STRIPE_FAULTS } from "@/scripts/testing/simulation/stripe-faults";
import { until } from "./child";
import { createFaultWorld, type FaultWorld, START } from "./fault-world";
import { doorAt, keepSending, untilItHearsTheTime } from "./sender";
import { type FaultWeb, startFaultWeb } from "./web-process";

const BUILD_MS_MAX = 900_000;
const LOCK_MS = 1_000;
/** What a request may take while a migration waits before it, on a busy machine. */
const HELD_UP_MS_MAX = 10_000;
/** For what happens sooner or later; how long requests take is measured apart from it. */
const PATIENCE_MS = 90_000;
const folder = mkdtempSync(path.join(tmpdir(), "remit-fault-migrations-"));

let world: FaultWorld;
let web: FaultWeb;
let key: string;
let rounds = 0;

beforeAll(async () => {
  cpSync(path.join(ROOT, "db", "migrations"), folder, { recursive: true });
  await buildIfNeeded((line) => process.stdout.write(`${line}\n`));
  world = await createFaultWorld();
  await addDeveloper(world, "ada", { plugins: ["atlas"] });
  const named = { name: "test", scopes: ["events:write"] } as const;
  key = accepted(await createApiKey(world.deps, world.admin, named)).key;
  web = await startFaultWeb(world);
}, BUILD_MS_MAX);
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  expect(await world.problems()).toEqual([]);
});

type Entry = { idx: number; when: number; tag: string; version: string; breakpoints: boolean };

/** What the next version of the program would bring along. */
function addMigration(...statements: readonly string[]): void {
  const file = path.join(folder, "meta", "_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: Entry[] };
  const last = journal.entries.at(-1);
  if (!last) throw new Error("There are no migrations");
  const tag = `next_${journal.entries.length}`;
  writeFileSync(path.join(folder, `${tag}.sql`), statements.join("\n--> statement-breakpoint\n"));
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag });
  writeFileSync(file, JSON.stringify(journal));
}

const isThere = async (column: string, table = "events") => {
  const rows = await world.db.sql`select 1 from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and column_name = ${column}`;
  return rows.length > 0;
};

/** Sales come in and a run is paid while this happens; nobody is to notice. */
async function duringTraffic(happens: () => Promise<void>): Promise<void> {
  rounds += 1;
  const runId = await world.approvedRun(20);
  const door = doorAt(web.url);
  await untilItHearsTheTime(door, { key, pluginId: "atlas" }, world.now);
  const occurredAt = START.toISOString();
  const options = { key, pluginId: "atlas", lanes: 8, round: rounds, occurredAt };
  await world.simulator.control.addFault({ ...STRIPE_FAULTS.slow, delayMs: 200, times: 1_000 });
  const worker = world.startWorker();
  const sending = keepSending(door, options);
  await until("it pays", async () => (await world.stateCount(runId, "paid")) > 0, PATIENCE_MS);
  await until("it records", () => sending.acknowledged.size > 100, PATIENCE_MS);
  await happens();
  const before = sending.acknowledged.size;
  await until("it goes on", () => sending.acknowledged.size > before + 100, PATIENCE_MS);
  expect(await web.readiness()).toBe(200);
  await world.simulator.control.clearFaults();
  const isPaid = async () => (await world.payoutsOf(runId)).every(({ state }) => state === "paid");
  await until("the run is paid", isPaid, PATIENCE_MS, worker.output);
  await sending.stop();
  worker.signal("SIGTERM");
  expect(await worker.exited).toEqual({ code: 0, signal: null });

  expect([...sending.statuses.keys()]).toEqual([200]);
  expect(sending.unanswered()).toBe(0);
  expect(sending.slowestMs()).toBeLessThan(HELD_UP_MS_MAX);
  const rows = await world.db.sql`select external_id from events
    where external_id like ${`round-${rounds}-%`}`;
  const ids = new Set(rows.map(({ external_id }) => external_id));
  expect([...sending.acknowledged].filter((id) => !ids.has(id))).toEqual([]);
}

/** Somebody who has read a table, and does not end what they began until they are told to. */
async function longTransaction(): Promise<{ readonly end: () => Promise<void> }> {
  const sql = postgres(world.db.url, { max: 1, onnotice: () => undefined });
  let end = (): void => undefined;
  const isOver = new Promise<void>((resolve) => {
    end = resolve;
  });
  let began = (): void => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    began = resolve;
  });
  const reading = sql.begin(async (transaction) => {
    await transaction`select 1 from events limit 1`;
    began();
    await isOver;
  });
  await hasBegun;
  return {
    end: async () => {
      end();
      await reading;
      await sql.end();
    },
  };
}

describe("a migration, while sales are reported and a run is paid", () => {
  it("F46: that adds columns and an index fails no request, and the program of before goes on with it", async () => {
    addMigration(
      "alter table events add column added_first text",
      "alter table balances add column added_first bigint",
      "alter table payouts add column added_first timestamptz",
      "alter table payout_attempts add column added_first text",
      "create index payouts_added_first on payouts (added_first)",
    );
    await duringTraffic(async () => {
      expect(await migrateDatabase(world.db.url, { folder, lockMs: LOCK_MS })).toEqual({
        applied: 1,
      });
      expect(await isThere("added_first")).toBe(true);
    });
  });

  it("F46: that meets a long transaction makes way, again and again, and gets its turn at its end", async () => {
    addMigration("alter table events add column added_second text");
    await duringTraffic(async () => {
      const reader = await longTransaction();
      let waits = 0;
      const onWait = () => {
        waits += 1;
      };
      const options = { folder, lockMs: LOCK_MS, pauseMs: 500, onWait };
      const migrating = migrateDatabase(world.db.url, options);
      await until("it has made way three times", () => waits >= 3);
      expect(await isThere("added_second")).toBe(false);
      await reader.end();
      expect(await migrating).toEqual({ applied: 1 });
      expect(await isThere("added_second")).toBe(true);
    });
  });

  it("F46, F47: that never gets its turn says so in one line, has changed nothing, and may be run again", async () => {
    addMigration(
      "alter table balances add column added_third text",
      "alter table events add column added_third text",
    );
    await duringTraffic(async () => {
      const reader = await longTransaction();
      const options = { folder, lockMs: LOCK_MS, pauseMs: 200, triesMax: 2 };
      const refused = migrateDatabase(world.db.url, options);
      await expect(refused).rejects.toThrow(/^Nothing was migrated: [^\n]+ run it again$/);
      // Its first statement had its turn, and only the second had not.
      expect(await isThere("added_third", "balances")).toBe(false);
      expect(await isThere("added_third")).toBe(false);
      await wait(LOCK_MS);
      await reader.end();
      expect(await migrateDatabase(world.db.url, { folder })).toEqual({ applied: 1 });
      expect(await isThere("added_third")).toBe(true);
    });
  });
});
