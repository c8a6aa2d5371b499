import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintAdmin } from "@/lib/auth/actor";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { createRecordingWorld, install, NOW } from "@/scripts/testing/recording-world";
import { countWaiting } from "@/scripts/testing/waiting-statements";
import { closePeriod } from "./close-period";

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextSource());

describe("closed periods", () => {
  const close = async (period: string) => {
    await world.db.sql`insert into periods (period) values (${period}) on conflict do nothing`;
    await world.db.sql`update periods set closed_at = ${NOW}, closed_by = 'user:test'
      where period <= ${period} and closed_at is null`;
  };

  it("F36: send a late event to the first open period, with both dates kept", async () => {
    await close("2025-01");
    await world.record([install("late", { occurredAt: new Date("2025-01-15T10:00:00Z") })]);
    const [row] = await world.db
      .sql`select occurred_at, posted_on from events where source = ${world.source()}`;
    expect(row).toEqual({
      occurred_at: new Date("2025-01-15T10:00:00Z"),
      posted_on: "2025-02-01",
    });
  });

  it("F36: take no event that was being recorded while they closed", async () => {
    const occurredAt = new Date("2025-03-10T10:00:00Z");
    let closedAt = Number.POSITIVE_INFINITY;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let at = 0; at < 25; at++) {
        await world.record([install(`w${writer}-${at}`, { occurredAt })]);
      }
    });
    const closing = (async () => {
      await world.db.sql`select pg_sleep(0.05)`;
      await close("2025-03");
      const [row] = await world.db.sql`
        select count(*)::int as count from events where posted_on between '2025-03-01' and '2025-03-31'`;
      closedAt = row?.count;
    })();
    await Promise.all([...writers, closing]);
    const [march] = await world.db.sql`
      select count(*)::int as count from events where posted_on between '2025-03-01' and '2025-03-31'`;
    expect(march?.count).toBe(closedAt);
    expect((await world.sums())?.count).toBe(200);
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it("are closed after an event whose recording had begun, and hold it", async () => {
    const occurredAt = new Date("2025-04-10T10:00:00Z");
    const inApril = async () => {
      const [row] = await world.db.sql`
        select count(*)::int as count from events
        where source = ${world.source()} and posted_on between '2025-04-01' and '2025-04-30'`;
      return row?.count;
    };
    const waiting = () => countWaiting(world.db);
    await world.record([install("there", { occurredAt })]);
    let atClose: number | undefined;
    const begun: Promise<unknown>[] = [];
    await world.db.sql.begin(async (transaction) => {
      await transaction`select 1 from balances where day = '2025-04-10' for update`;
      begun.push(world.record([install("under-way", { occurredAt })]));
      await expect.poll(waiting).toBe(1);
      const closing = async () => {
        await close("2025-04");
        atClose = await inApril();
      };
      begun.push(closing());
      await expect.poll(async () => atClose !== undefined || (await waiting()) === 2).toBe(true);
    });
    await Promise.all(begun);
    expect(atClose).toBe(2);
    expect(await inApril()).toBe(2);
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it("send an event to the next month that waited for the closing", async () => {
    const occurredAt = new Date("2025-06-10T10:00:00Z");
    await world.record([install("there", { occurredAt })]);
    let waiting: Promise<unknown> = Promise.resolve();
    await world.db.sql.begin(async (closing) => {
      await closing`
        update periods set closed_at = ${NOW}, closed_by = 'user:test' where period = '2025-06'`;
      waiting = world.record([install("under-way", { occurredAt })]);
      await expect.poll(() => countWaiting(world.db)).toBe(1);
    });
    await waiting;
    const rows = await world.db.sql`
      select external_id, posted_on::text from events where source = ${world.source()}
      order by posted_on`;
    expect([...rows]).toEqual([
      { external_id: "there", posted_on: "2025-06-10" },
      { external_id: "under-way", posted_on: "2025-07-01" },
    ]);
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it("do not close before an earlier one that is opened while they wait", async () => {
    await close("2025-07");
    await world.record([install("september", { occurredAt: new Date("2025-09-10T10:00:00Z") })]);
    const deps = { db: world.db, now: () => NOW, zone: UTC };
    const closeSeptember = () =>
      closePeriod(deps, mintAdmin("user:admin"), trustedPeriod("2025-09"));
    const waiting = world.db.sql.begin(async (recording) => {
      await recording`select from periods where period = '2025-09' for share`;
      const closing = closeSeptember();
      await expect.poll(() => countWaiting(world.db)).toBe(1);
      await world.record([install("august", { occurredAt: new Date("2025-08-10T10:00:00Z") })]);
      return { closing };
    });
    const earlier = { kind: "earlier_period_open", earlier: "2025-08" };
    expect(await (await waiting).closing).toEqual({ ok: false, problem: earlier });
    const [august] = await world.db.sql`
      select posted_on::text from events where source = ${world.source()}
      and external_id = 'august'`;
    expect(august).toEqual({ posted_on: "2025-08-10" });
    await close("2025-08");
    expect(await closeSeptember()).toMatchObject({ ok: true });
  });

  it("are closed at once where a later one is and they never had an event", async () => {
    const deps = { db: world.db, now: () => NOW, zone: UTC };
    const never = trustedPeriod("2024-12");
    await close("2025-01");
    const closed = () => closePeriod(deps, mintAdmin("user:admin"), never);
    expect(await closed()).toMatchObject({ ok: true });
    expect(await closed()).toMatchObject({ ok: false, problem: { kind: "already_closed" } });
  });
});

describe("buckets that an earlier version froze", () => {
  it("never change: later events of the same day open a new one", async () => {
    const occurredAt = new Date("2026-04-07T10:00:00Z");
    await world.record([install("a", { occurredAt })]);
    await world.db.sql`update balances set frozen = true where day = '2026-04-07'`;
    await world.record([install("b", { occurredAt }), install("c", { occurredAt })]);
    const rows = await world.db.sql`
      select frozen, installs, amount from balances where day = '2026-04-07' order by frozen desc`;
    expect([...rows]).toEqual([
      { frozen: true, installs: 1, amount: 999n },
      { frozen: false, installs: 2, amount: 1_998n },
    ]);
    expect(await world.wrongBuckets()).toEqual([]);
  });
});

describe("what a payout has claimed", () => {
  it("never changes: an event that got past its month's closing is refused, not lost in it", async () => {
    const occurredAt = new Date("2026-05-07T10:00:00Z");
    await world.record([install("sold", { occurredAt })]);
    const claim = (payoutId: string | null) =>
      world.db.sql.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`update payables set payout_id = ${payoutId} where period = '2026-05'`;
      });
    await claim("00000000-0000-7000-8000-000000000000");
    const sale = install("late", { occurredAt });
    await expect(world.record([sale])).rejects.toThrow("balance_id");
    await claim(null);
    await world.record([sale]);
    expect((await world.sums())?.count).toBe(2);
    expect(await world.wrongBuckets()).toEqual([]);
  });
});
