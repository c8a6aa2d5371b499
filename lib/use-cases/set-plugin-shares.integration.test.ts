import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NOW } from "@/scripts/testing/recording-world";
import { createSharedPluginWorld } from "@/scripts/testing/shared-plugin-world";

let world: Awaited<ReturnType<typeof createSharedPluginWorld>>;
beforeAll(async () => {
  world = await createSharedPluginWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextPlugin());

describe("setPluginShares", () => {
  it("begins at once, and from the beginning while the plugin has earned nothing", async () => {
    const first = await world.share({ ada: 5_000, bob: 5_000 });
    expect(first).toMatchObject({ value: { effectiveFrom: new Date(0), isChanged: true } });
    await world.record([world.sale("sale", 999n)]);
    const second = await world.share({ ada: 10_000 });
    expect(second).toMatchObject({ value: { effectiveFrom: NOW, isChanged: true } });
    await world.record([world.sale("after", 1_000n, NOW.toISOString())]);
    expect(await world.earned()).toEqual({ ada: 350n + 700n, bob: 349n });
  });

  it("replaces what was agreed from a day on that has begun, while nothing was earned", async () => {
    await world.share({ ada: 6_000, bob: 4_000 }, "2026-05-02");
    await world.share({ ada: 9_000, bob: 1_000 }, "2027-01-01");
    const replaced = await world.share({ ada: 5_000, bob: 5_000 });
    const effectiveFrom = new Date("2026-05-02T00:00:00Z");
    expect(replaced).toMatchObject({ value: { isChanged: true, effectiveFrom } });
    expect(await world.share({ ada: 5_000, bob: 5_000 })).toMatchObject({
      value: { isChanged: false },
    });
    await world.record([world.sale("sale", 1_000n, "2026-05-03T08:00:00Z")]);
    expect(await world.earned()).toEqual({ ada: 350n, bob: 350n });
  });

  it("changes nothing when nothing is different", async () => {
    await world.share({ ada: 5_000, bob: 5_000 });
    expect(await world.share({ bob: 5_000, ada: 5_000 })).toMatchObject({
      value: { isChanged: false },
    });
    const rows = await world.db
      .sql`select 1 from plugin_shares where plugin_id = ${world.plugin()}`;
    expect(rows).toHaveLength(2);
  });

  it("does not reach back over money that was already divided", async () => {
    await world.record([world.sale("sale", 999n, "2026-05-03T08:00:00Z")]);
    const parts = { ada: 5_000, bob: 5_000 };
    expect(await world.share(parts, "2026-05-03")).toMatchObject({
      problem: { kind: "reaches_back" },
    });
    expect(await world.share(parts, "2026-05-04")).toMatchObject({ ok: true });
    expect(await world.share({ ada: 10_000 }, "2026-06-01")).toMatchObject({ ok: true });
  });

  it.each([
    { parts: { bob: 10_000 }, problem: { kind: "owner_missing", owner: "ada" } },
    { parts: { ada: 1, who: 9_999 }, problem: { kind: "unknown_developer", developerId: "who" } },
    { parts: { ada: 1, bob: 9_998 }, problem: { kind: "not_whole", sum: 9_999 } },
  ])("refuses $parts", async ({ parts, problem }) => {
    expect(await world.share(parts)).toEqual({ ok: false, problem });
  });

  it("lets one of two people win who share a plugin at once", async () => {
    const wishes = [
      { ada: 9_000, bob: 1_000 },
      { ada: 8_000, cleo: 2_000 },
      { ada: 7_000, dan: 3_000 },
    ];
    await Promise.all(wishes.map((wish) => world.share(wish)));
    const revisions = await world.db.sql`
      select revision, sum(bps)::int as bps, count(*)::int as named from plugin_shares
      where plugin_id = ${world.plugin()} group by revision order by revision`;
    expect([...revisions]).toEqual(
      [1, 2, 3].map((revision) => ({ revision, bps: 10_000, named: 2 })),
    );
  });
});
