import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRecordingWorld, eur, install, refund } from "@/scripts/testing/recording-world";

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextSource());

describe("refunds", () => {
  it("F32: take back exactly what was given, in any number of parts", async () => {
    const parts = fc.array(fc.bigInt(1n, 400n), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 4 }), async (amounts, size) => {
        world.nextSource();
        const total = amounts.reduce((sum, part) => sum + part, 0n);
        const sale = install("sale", { amount: eur(total) });
        const refunds = amounts.map((part, at) => refund(`part-${at}`, "sale", part));
        const all = [sale, ...refunds];
        for (let at = 0; at < all.length; at += size) await world.record(all.slice(at, at + size));
        expect(await world.sums()).toEqual({ count: all.length, amount: 0n, share: 0n });
      }),
      { numRuns: 40 },
    );
    expect(await world.wrongBuckets()).toEqual([]);
  });

  it("are recognised when repeated, before they are counted", async () => {
    const batch = [install("sale"), refund("refund", "sale", 999n)];
    expect(await world.outcomes(batch)).toEqual(["recorded", "recorded"]);
    expect(await world.outcomes(batch)).toEqual(["duplicate", "duplicate"]);
    expect(await world.outcomes([refund("refund", "sale", 998n)])).toEqual(["conflict"]);
    expect(await world.outcomes([refund("another", "sale", 1n)])).toEqual(["refund_too_large"]);
  });

  it("never pass together when only one of them fits", async () => {
    await world.record([install("sale")]);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => world.outcomes([refund(`r${at}`, "sale", 600n)])),
    );
    expect(answers.flat().filter((answer) => answer === "recorded")).toHaveLength(1);
    expect(answers.flat().filter((answer) => answer === "refund_too_large")).toHaveLength(11);
  });

  it("answer all replays of a full refund with one event", async () => {
    await world.record([install("sale")]);
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => world.outcomes([refund("r", "sale", 999n)])),
    );
    expect(answers.flat().filter((answer) => answer === "duplicate")).toHaveLength(15);
  });

  it("F32: of a dispute that is won give back what it took", async () => {
    const dispute = refund("dispute", "sale", 500n);
    await world.record([install("sale"), refund("refund", "sale", 333n)]);
    const won = { ...dispute, externalId: "won", kind: "dispute_won" as const };
    const batch = [{ ...dispute, kind: "dispute" as const }, won, { ...won, externalId: "twice" }];
    expect(await world.outcomes(batch)).toEqual(["recorded", "recorded", "refund_too_large"]);
    expect(await world.sums()).toMatchObject({ amount: 666n, share: 466n });
  });
});
