import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { startWire, type Wire } from "@/scripts/testing/wire";
import { type Database, openDatabase } from "./client";
import { NoAnswer } from "./deadline";

const LIMITS = { statementMs: 300, silenceMs: 200 };
const DEADLINE_MS = 500;
const LOSER = "remit that loses its connection";

let db: TestDatabase;
let wire: Wire;
let database: Database;
let client: Database["sql"];

beforeAll(async () => {
  db = await createTestDatabase();
  wire = await startWire(db.url);
  database = openDatabase(wire.url, { ...LIMITS, connectionsMax: 3 });
  client = database.sql;
});
afterEach(() => wire.thaw());
afterAll(async () => {
  await database.close();
  await wire.close();
  await db.drop();
});

async function msOf(work: PromiseLike<unknown>): Promise<number> {
  const start = performance.now();
  await Promise.resolve(work).catch(() => undefined);
  return performance.now() - start;
}

it("F09: a statement that is never answered ends at its deadline, and the pool recovers", async () => {
  await client`select 1`;
  wire.freeze();
  const asked = Array.from({ length: 8 }, (_, no) => client`select ${no}::int as no`);
  const took = await msOf(Promise.all(asked));
  const answers = await Promise.allSettled(asked);
  expect(answers.map((answer) => answer.status === "rejected" && answer.reason)).toEqual(
    Array.from({ length: 8 }, () => expect.any(NoAnswer)),
  );
  expect(took).toBeLessThan(DEADLINE_MS * 3);
  wire.thaw();
  expect(await client`select 42 as answer`).toEqual([{ answer: 42 }]);
});

it("F09: statements answer, in time or with an error, while the network is cut again and again", async () => {
  let answered = 0;
  let slowest = 0;
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      const start = performance.now();
      const isAnswered = await client`select pg_sleep(0.002), ${answered}::int`.then(
        () => true,
        () => false,
      );
      slowest = Math.max(slowest, performance.now() - start);
      if (isAnswered) answered += 1;
      else await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const asking = Promise.all(Array.from({ length: 6 }, ask));
  for (let round = 0; round < 12; round++) {
    const before = answered;
    await vi.waitFor(() => expect(answered).toBeGreaterThan(before + 3), 10_000);
    wire.cut();
  }
  isOver = true;
  await asking;
  expect(slowest).toBeLessThan(DEADLINE_MS * 10);
  expect(await client`select 1 as one`).toEqual([{ one: 1 }]);
});

const LOSSES = {
  "the network is cut": () => wire.cut(),
  "its backend is terminated": () => db.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${LOSER}`,
};

it.each(Object.entries(LOSSES))(
  "F09: a transaction ends with its connection, and nothing else does, when %s",
  async (_how, lose) => {
    for (const isUnderWay of [true, false]) {
      const begun = Promise.withResolvers<void>();
      const ended = Promise.withResolvers<void>();
      let late: Promise<unknown> = Promise.resolve();
      const read = client.begin("read only", async (transaction) => {
        await transaction`select set_config('application_name', ${LOSER}, true)`;
        late = ended.promise.then(() => transaction`select 1`);
        begun.resolve();
        await (isUnderWay ? transaction`select pg_sleep(10)` : late);
      });
      const outcome = expect(read).rejects.toThrow();
      await begun.promise;
      await lose();
      await outcome;
      // What a driver throws aside of its statements is an error of the whole test run.
      const tooLate = expect(late).rejects.toThrow();
      ended.resolve();
      await tooLate;
      expect(await client`select 1 as one`).toEqual([{ one: 1 }]);
    }
  },
);

it("F10: a transaction that idles too long is undone, nothing of it happens later, and the pool goes on", async () => {
  const [setting] = await client`show idle_in_transaction_session_timeout`;
  expect(setting).toEqual({ idle_in_transaction_session_timeout: "15s" });
  await db.sql`create table left_behind (step int)`;
  const ended = Promise.withResolvers<void>();
  let late: Promise<unknown> = Promise.resolve();
  const write = client.begin(async (transaction) => {
    await transaction`select set_config('idle_in_transaction_session_timeout', '50ms', true)`;
    await transaction`insert into left_behind values (1)`;
    late = ended.promise.then(() => transaction`insert into left_behind values (2)`);
    await late;
  });
  await expect(write).rejects.toThrow();
  const tooLate = expect(late).rejects.toThrow();
  ended.resolve();
  await tooLate;
  expect(await client`select step from left_behind`).toEqual([]);
});

it("keeps fragments, values and typed parameters as the driver has them", async () => {
  const some = client`where n > ${1}`;
  expect(await client`select n from generate_series(1, 3) as n ${some} order by n`).toEqual([
    { n: 2 },
    { n: 3 },
  ]);
  expect(await client`select ${["a", 'q"\\', null, "", "NULL"]}::text[] as texts`).toEqual([
    { texts: ["a", 'q"\\', null, "", "NULL"] },
  ]);
  expect(await client`select ${[1, 2]}::int[] as few, array[]::uuid[] as none`).toEqual([
    { few: [1, 2], none: [] },
  ]);
  expect(await client`select ${5n}::bigint, 'x'`.values()).toEqual([[5n, "x"]]);
  expect(await client`select ${client(["a"])} from (select 'b' as a) as t`).toEqual([{ a: "b" }]);
});
