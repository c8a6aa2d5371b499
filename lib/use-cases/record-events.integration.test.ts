import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { createRecordingWorld, eur, install, refund } from "@/scripts/testing/recording-world";
import { recordEvents } from "./record-events";

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextSource());

describe("recordEvents", () => {
  it("splits a sale, dates it and counts it in its bucket", async () => {
    expect(await world.outcomes([install("a"), install("b", { amount: eur(0n) })])).toEqual([
      "recorded",
      "recorded",
    ]);
    const rows = await world.db.sql`
      select amount, developer_share, platform_share, share_bps, posted_on from events
      where source = ${world.source()} order by external_id`;
    expect(rows[0]).toEqual({
      amount: 999n,
      developer_share: 699n,
      platform_share: 300n,
      share_bps: 7000,
      posted_on: "2026-05-03",
    });
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it("F37: answers a replay with the first id and refuses other content under the same id", async () => {
    const [first] = await world.record([install("a")]);
    expect(await world.record([install("a")])).toEqual([{ ...first, status: "duplicate" }]);
    expect(await world.outcomes([install("a", { amount: eur(1n) })])).toEqual(["conflict"]);
    const other = install("a", { pluginId: trusted.pluginId("borea") });
    expect(await world.outcomes([other])).toEqual(["conflict"]);
    expect((await world.sums())?.count).toBe(1);
  });

  it("lets the first of an external id within a batch win", async () => {
    const batch = [install("a"), install("a"), install("a", { amount: eur(5n) }), install("b")];
    expect(await world.outcomes(batch)).toEqual(["recorded", "duplicate", "conflict", "recorded"]);
  });

  it("keeps the same external id of two sources apart", async () => {
    await world.record([install("a")]);
    const [other] = await recordEvents(world.deps, `${world.source()}-other`, [install("a")]);
    expect(other?.status).toBe("recorded");
  });

  it("F40: rejects bad events alone", async () => {
    const batch = [
      install("good"),
      install("plugin", { pluginId: trusted.pluginId("nobody") }),
      install("negative", { amount: eur(-1n) }),
      install("free renewal", { kind: "renewal", amount: eur(0n) }),
      install("future", { occurredAt: new Date("2026-05-20T12:10:01Z") }),
      install("ancient", { occurredAt: new Date("1999-12-31T23:59:59Z") }),
      install("unlinked", { kind: "refund" }),
      install("dispute", { kind: "dispute" }),
      refund("orphan", "nothing", 5n),
      install("correcting", { correctsId: "good" }),
      refund("too much", "good", 1_000n),
      install("also good"),
    ];
    expect(await world.outcomes(batch)).toEqual([
      "recorded",
      "unknown_plugin",
      "bad_amount",
      "bad_amount",
      "bad_date",
      "bad_date",
      "missing_original",
      "missing_original",
      "unknown_original",
      "original_mismatch",
      "refund_too_large",
      "recorded",
    ]);
    expect((await world.sums())?.count).toBe(2);
  });

  it("F38: records one event when 32 callers report it at once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => world.record([install("a")])),
    );
    const statuses = answers.flat().map(({ status }) => status);
    expect(statuses.filter((status) => status === "recorded")).toHaveLength(1);
    expect(statuses.filter((status) => status === "duplicate")).toHaveLength(31);
    expect((await world.sums())?.count).toBe(1);
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it("F41: loses nothing when callers send overlapping batches in opposite orders", async () => {
    const batch = Array.from({ length: 60 }, (_, at) =>
      install(`e${at}`, {
        pluginId: trusted.pluginId(at % 2 ? "atlas" : "borea"),
        occurredAt: new Date(Date.UTC(2026, 4, (at % 9) + 1)),
      }),
    );
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => world.record(at % 2 ? batch : batch.toReversed())),
    );
    const recorded = answers.flat().filter(({ status }) => status === "recorded");
    expect(recorded).toHaveLength(60);
    expect(answers.flat().every(({ status }) => status !== "rejected")).toBe(true);
    expect(await world.wrongBuckets()).toEqual([]);
  });
});
