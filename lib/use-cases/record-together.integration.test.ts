import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRecordingWorld, eur, install, refund } from "@/scripts/testing/recording-world";
import { recordTogether } from "./record-together";

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextSource());

type Reports = Parameters<typeof recordTogether>[2];

const record = (...reports: Reports) => recordTogether(world.deps, world.source(), reports);

/** How many statements wrote the source's events: those of one have one moment of recording. */
async function statements(): Promise<number> {
  const rows = await world.db.sql`
    select distinct xmin::text from events where source = ${world.source()}`;
  return rows.length;
}

describe("recordTogether", () => {
  it("answers each of many callers for its own events, in few statements", async () => {
    const calls = Array.from({ length: 40 }, (_, at) =>
      record(install(`${at}-a`), install(`${at}-b`)),
    );
    const answers = await Promise.all(calls);
    expect(answers.map((results) => results.map(({ externalId }) => externalId))).toEqual(
      answers.map((_, at) => [`${at}-a`, `${at}-b`]),
    );
    expect(answers.flat().every(({ status }) => status === "recorded")).toBe(true);
    expect((await world.sums())?.count).toBe(80);
    expect(await world.wrongBuckets()).toEqual([]);
    expect(await statements()).toBeLessThan(10);
  });

  it("records an id that several callers send at once only once, and tells the others its id", async () => {
    const answers = (await Promise.all([1, 2, 3, 4].map(() => record(install("same"))))).flat();
    const [first] = answers;
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...["duplicate", "duplicate", "duplicate", "recorded"],
    ]);
    expect(
      answers.every((answer) => "id" in answer && first && "id" in first && answer.id === first.id),
    ).toBe(true);
    const other = await Promise.all([
      record(install("x")),
      record(install("x", { amount: eur(1n) })),
    ]);
    expect(other.flat().map(({ status }) => status)).toEqual(["recorded", "rejected"]);
  });

  it("gives two refunds of one sale to at most its amount, though they share a statement", async () => {
    await record(install("sale", { amount: eur(1_000n) }));
    const answers = await Promise.all(
      ["r1", "r2", "r3"].map((id) => record(refund(id, "sale", 600n))),
    );
    expect(
      answers
        .flat()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(["recorded", "rejected", "rejected"]);
  });

  it("goes over one connection, whose caches stay warm, while callers come one after another", async () => {
    const fresh = await createRecordingWorld();
    const { sql } = fresh.db;
    await Promise.all(Array.from({ length: 10 }, () => sql`select 1`));
    for (let at = 0; at < 12; at++) {
      await recordTogether(fresh.deps, fresh.source(), [install(`${at}`)]);
    }
    const writers = await sql`select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and query like '%with ordinality as event%'`;
    await fresh.db.drop();
    expect(writers).toHaveLength(1);
  });

  it("keeps what one caller sends from failing the others", async () => {
    // PostgreSQL refuses the character, and with it the whole statement.
    const calls = [install("good"), install("bad", { buyerRef: "\0" }), install("fine")];
    const ends = await Promise.allSettled([
      record(install("first")),
      ...calls.map((one) => record(one)),
    ]);
    expect(ends.map(({ status }) => status)).toEqual([
      ...["fulfilled", "fulfilled", "rejected", "fulfilled"],
    ]);
    expect((await world.sums())?.count).toBe(3);
    expect(await world.wrongBuckets()).toEqual([]);
  });
});
