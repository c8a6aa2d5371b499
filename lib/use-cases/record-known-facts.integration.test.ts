import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findPostingFacts } from "@/db/queries/posting-facts";
import { upsertPlugin } from "@/db/writes/save-catalog";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { createRecordingWorld, eur, install, NOW } from "@/scripts/testing/recording-world";
import { restoreRows } from "@/scripts/testing/restore-rows";
import { type Fate, mortalDatabase } from "@/scripts/testing/simulation/mortal";
import { adjustBalance } from "./adjust-balance";
import { recordEvents } from "./record-events";

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextSource());

const version = async () => (await findPostingFacts(world.db, [])).version;

/** What the events of this test came to, in the order of their external ids. */
const rows = () => world.db.sql<{ developer_id: string; share_bps: number; posted_on: string }[]>`
  select developer_id, share_bps, posted_on from events
  where source = ${world.source()} order by external_id, part_no`;

const addTerm = (shareBps: number) => world.db.sql`
  insert into revenue_terms (id, scope, plugin_id, share_bps, effective_from, created_by)
  values (gen_random_uuid(), 'plugin', 'atlas', ${shareBps},
    timestamptz '2020-01-01' + make_interval(secs => ${shareBps}), 'user:test')`;

const CHANGES = [
  "insert into plugin_owners values ('borea', 'ada', '2026-01-01')",
  "update plugin_owners set developer_id = 'ada' where plugin_id = 'borea'",
  "delete from plugin_owners where plugin_id = 'borea'",
  "truncate plugin_owners",
  "insert into plugin_shares values ('borea', 1, 'bob', 10000, true, now(), 'user:test', now())",
  "truncate plugin_shares",
  "insert into revenue_terms values (gen_random_uuid(), 'marketplace', null, null, 1, now(), 'user:test')",
  "update revenue_terms set share_bps = 1",
  "delete from revenue_terms",
  "truncate revenue_terms",
  "insert into periods values ('2030-01', null, null)",
  "update periods set closed_at = now(), closed_by = 'user:test' where closed_at is null",
  "delete from periods",
];

describe("what recording remembers", () => {
  it("gives way to a rate, an owner, shares or a closed month that came after it", async () => {
    await world.record([install("a")]);
    await addTerm(6_000);
    await world.record([install("b")]);
    await world.db.sql`insert into plugin_owners (plugin_id, developer_id, effective_from)
      values ('atlas', 'bob', '2026-05-01')`;
    await world.record([install("c")]);
    await world.db.sql`insert into plugin_shares
        (plugin_id, revision, developer_id, bps, is_lead, effective_from, set_by, set_at)
      values ('atlas', 1, 'bob', 5000, true, '2026-05-01', 'user:test', ${NOW}),
        ('atlas', 1, 'ada', 5000, false, '2026-05-01', 'user:test', ${NOW})`;
    await world.record([install("d")]);
    await world.db.sql`update periods set closed_at = ${NOW}, closed_by = 'user:test'
      where period = '2026-05'`;
    await world.record([install("e")]);
    expect((await rows()).map((row) => Object.values(row).join(" "))).toEqual([
      "ada 7000 2026-05-03",
      "ada 6000 2026-05-03",
      "bob 6000 2026-05-03",
      "bob 6000 2026-05-03",
      "ada 6000 2026-05-03",
      "bob 6000 2026-06-01",
      "ada 6000 2026-06-01",
    ]);
  });

  it("is never used once a change of the rate was answered, however many record meanwhile", async () => {
    let changed = 0;
    const recording = Array.from({ length: 6 }, async (_, writer) => {
      for (let at = 0; at < 30; at++) {
        const least = changed;
        const id = `${least.toString().padStart(5, "0")} ${writer} ${at}`;
        await world.record([install(id)]);
      }
    });
    const changing = (async () => {
      for (let shareBps = 7_001; shareBps <= 7_020; shareBps++) {
        await addTerm(shareBps);
        changed = shareBps;
      }
    })();
    await Promise.all([...recording, changing]);
    const wrong = await world.db.sql`
      select external_id, share_bps from events where source = ${world.source()}
        and share_bps < split_part(external_id, ' ', 1)::integer`;
    expect(wrong).toEqual([]);
    expect((await rows()).length).toBe(2 * 6 * 30);
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it.each([
    { what: "is checked at each try: the rate is that of the moment", changes: 6, isCurrent: true },
    { what: "keeps no sale out, though it changes without end", changes: 1_000, isCurrent: false },
  ])("$what", async (row) => {
    let rate = 8_000;
    const around: Fate["around"] = async (statement) => {
      if (rate < 8_000 + row.changes) await addTerm(++rate);
      return statement();
    };
    const isDead = () => false;
    const die = () => {
      throw new Error("It does not die");
    };
    const db = mortalDatabase(world.db, { isDead, die, around, end: async () => {} });
    await recordEvents({ ...world.deps, db }, world.source(), [install("a")]);
    await world.db.sql`delete from revenue_terms where share_bps > 8000`;
    const [recorded] = await rows();
    expect(recorded?.share_bps).toBeGreaterThan(8_000);
    expect(recorded?.share_bps === rate).toBe(row.isCurrent);
  });

  it("knows a plugin as soon as it is there, also after it was refused", async () => {
    const report = install("early", { pluginId: trusted.pluginId("cumulus") });
    expect(await world.outcomes([report])).toEqual(["unknown_plugin"]);
    const plugin = {
      id: report.pluginId,
      name: "Cumulus",
      developerId: trusted.developerId("bob"),
    };
    await upsertPlugin(world.db, plugin, { at: NOW, actor: "user:test" });
    expect(await world.outcomes([report])).toEqual(["recorded"]);
  });

  it("never opens a month before one that was closed meanwhile", async () => {
    await world.record([install("warm")]);
    await world.db.sql`insert into periods (period, closed_at, closed_by)
      values ('2025-09', ${NOW}, 'user:test')`;
    const occurredAt = new Date("2025-08-10T08:00:00Z");
    expect(await world.outcomes([install("late", { occurredAt })])).toEqual(["recorded"]);
    const opened = await world.db.sql`select period from periods
      where period < '2025-09' and closed_at is null`;
    expect(opened).toEqual([]);
  });
});

describe("a month whose row a restored backup does not have", () => {
  const open = () => world.db.sql`select period from periods where closed_at is null`;
  const loseOpenMonths = async () => {
    await restoreRows(world.db, "delete from periods where closed_at is null");
    expect(await open()).toEqual([]);
  };

  it("is opened again by the next sale, in a process that has known it", async () => {
    const occurredAt = new Date("2026-05-19T08:00:00Z");
    expect(await world.outcomes([install("before", { occurredAt })])).toEqual(["recorded"]);
    await loseOpenMonths();
    expect(await world.outcomes([install("after", { occurredAt })])).toEqual(["recorded"]);
    expect((await open()).length).toBe(1);
  });

  it("is opened again by the next adjustment", async () => {
    const wish = {
      developerId: trusted.developerId("bob"),
      pluginId: trusted.pluginId("borea"),
      amount: eur(100n),
      reason: "goodwill",
      note: "thanks",
    };
    const adjust = (externalId: string) =>
      adjustBalance(world.deps, mintAdmin("user:test"), { ...wish, externalId });
    expect(await adjust("before")).toMatchObject({ ok: true });
    await loseOpenMonths();
    expect(await adjust("after")).toMatchObject({ ok: true });
    expect((await open()).length).toBe(1);
  });
});

describe("the version of what posting rests on", () => {
  it.each(CHANGES)("is another one after `%s`", async (change) => {
    const undone = new Error("undone");
    const versions: unknown[] = [];
    const changing = world.db.sql.begin(async (transaction) => {
      const read = async () => {
        const [row] = await transaction`select version from posting_basis`;
        versions.push(row?.version);
      };
      await read();
      const { count } = await transaction.unsafe(change);
      if (!change.startsWith("truncate")) expect(count).toBeGreaterThan(0);
      await read();
      throw undone;
    });
    await expect(changing).rejects.toBe(undone);
    expect(new Set(versions).size).toBe(2);
  });

  it("stays when nothing changed", async () => {
    const before = await version();
    const plugin = {
      id: trusted.pluginId("borea"),
      name: "Borea, renamed",
      developerId: trusted.developerId("bob"),
    };
    await upsertPlugin(world.db, plugin, { at: NOW, actor: "user:test" });
    await world.record([install("another")]);
    expect(await version()).toBe(before);
  });
});
