import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { install } from "@/scripts/testing/recording-world";
import { createSharedPluginWorld } from "@/scripts/testing/shared-plugin-world";
import { verify } from "./verify";

let world: Awaited<ReturnType<typeof createSharedPluginWorld>>;
beforeAll(async () => {
  world = await createSharedPluginWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextPlugin());

describe("a sale of a shared plugin", () => {
  it("is one event with a part for each developer, and counts as an install for each", async () => {
    await world.share({ ada: 5_000, bob: 3_000, cleo: 2_000 });
    const [first] = await world.record([world.sale("sale", 10_001n), world.sale("free", 0n)]);
    const rows = await world.db.sql`
      select id, developer_id, amount, developer_share, whole_amount, part_bps, part_no from events
      where plugin_id = ${world.plugin()} and external_id = 'sale' order by part_no`;
    const id = first?.status === "recorded" ? first.id : "";
    const whole = { id, whole_amount: 10_001n };
    expect(rows).toEqual([
      {
        ...whole,
        developer_id: "ada",
        amount: 5_001n,
        developer_share: 3_500n,
        part_bps: 5_000,
        part_no: 1,
      },
      {
        ...whole,
        developer_id: "bob",
        amount: 3_000n,
        developer_share: 2_100n,
        part_bps: 3_000,
        part_no: 2,
      },
      {
        ...whole,
        developer_id: "cleo",
        amount: 2_000n,
        developer_share: 1_400n,
        part_bps: 2_000,
        part_no: 3,
      },
    ]);
    const counts = await world.db.sql`
      select installs, free_installs from balances where plugin_id = ${world.plugin()}`;
    expect([...counts]).toEqual(Array(3).fill({ installs: 1, free_installs: 1 }));
  });

  it("of a cent reaches whom it reaches, and is a paid install for all", async () => {
    await world.share({ ada: 5_000, bob: 5_000 });
    await world.record([world.sale("cent", 1n), world.back("gone", "cent", 1n)]);
    expect(await world.earned()).toEqual({ ada: 0n, bob: 0n });
    const counts = await world.db.sql`
      select sum(installs)::int as installs, sum(free_installs)::int as free_installs,
        sum(refunds)::int as refunds
      from balances where plugin_id = ${world.plugin()} group by developer_id`;
    expect([...counts]).toEqual(Array(2).fill({ installs: 1, free_installs: 0, refunds: 1 }));
  });

  it("answers to its external id as any other", async () => {
    await world.share({ ada: 5_000, bob: 5_000 });
    const [first] = await world.record([world.sale("sale", 999n)]);
    await world.share({ ada: 1_000, cleo: 9_000 });
    const [again] = await world.record([world.sale("sale", 999n)]);
    expect(again).toEqual({ ...first, status: "duplicate" });
    expect(await world.outcomes([world.sale("sale", 998n)])).toEqual(["conflict"]);
    expect(Object.keys(await world.earned())).toEqual(["ada", "bob"]);
  });

  it("is recorded once by many writers, in batches with plain ones too", async () => {
    await world.share({ ada: 5_000, bob: 2_500, cleo: 2_500 });
    const batch = [world.sale("one", 999n), install("plain"), world.sale("two", 4_000n)];
    const turned = [...batch].reverse();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => world.outcomes(at % 2 === 0 ? batch : turned)),
    );
    expect(answers.flat().filter((answer) => answer === "recorded")).toHaveLength(3);
    expect(answers.flat().filter((answer) => answer === "duplicate")).toHaveLength(33);
    expect(await world.earned()).toEqual({ ada: 1_749n, bob: 875n, cleo: 875n });
  });

  it("gives the lead's part to whoever owned the plugin when it happened", async () => {
    await world.share({ ada: 6_000, bob: 4_000 });
    await world.db.sql`insert into plugin_owners (plugin_id, developer_id, effective_from)
      values (${world.plugin()}, 'dan', '2026-05-02'), (${world.plugin()}, 'bob', '2026-05-05')`;
    await world.record([
      world.sale("adas", 1_000n, "2026-05-01T08:00:00Z"),
      world.sale("dans", 1_000n, "2026-05-03T08:00:00Z"),
      world.sale("bobs", 1_000n, "2026-05-06T08:00:00Z"),
    ]);
    expect(await world.earned()).toEqual({ ada: 420n, bob: 280n + 280n + 700n, dan: 420n });
  });
});

describe("refunds of a shared sale", () => {
  it("take from each what each was given, in any number of parts, whatever is agreed later", async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 3 });
    const amounts = fc.array(fc.bigInt(1n, 400n), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        cuts,
        amounts,
        fc.integer({ min: 1, max: 4 }),
        async (marks, parts, size) => {
          await world.nextPlugin();
          const sorted = [0, ...marks.sort((left, right) => left - right), 10_000];
          const names = ["ada", "bob", "cleo", "dan"];
          const agreed = Object.fromEntries(
            sorted.slice(1).map((mark, at) => [names[at], mark - (sorted[at] ?? 0)]),
          );
          expect((await world.share(agreed)).ok).toBe(true);
          await world.record([
            world.sale(
              "sale",
              parts.reduce((sum, part) => sum + part, 0n),
            ),
          ]);
          await world.share({ ada: 9_000, dan: 1_000 });
          const refunds = parts.map((part, at) => world.back(`part-${at}`, "sale", part));
          for (let at = 0; at < refunds.length; at += size) {
            await world.record(refunds.slice(at, at + size));
          }
          const left = await world.earned();
          expect(left).toEqual(Object.fromEntries(Object.keys(agreed).map((id) => [id, 0n])));
          const { sql } = world.db;
          const [whole] = await sql`
          select sum(amount)::bigint as amount from events where plugin_id = ${world.plugin()}`;
          expect(whole?.amount).toBe(0n);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("never pass together when only one of them fits", async () => {
    await world.share({ ada: 5_000, bob: 5_000 });
    await world.record([world.sale("sale", 999n)]);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => world.outcomes([world.back(`r${at}`, "sale", 600n)])),
    );
    expect(answers.flat().filter((answer) => answer === "recorded")).toHaveLength(1);
    expect(answers.flat().filter((answer) => answer === "refund_too_large")).toHaveLength(7);
  });

  it("of a dispute that is won give back to each what it took from each", async () => {
    await world.share({ ada: 3_334, bob: 3_333, cleo: 3_333 });
    await world.record([world.sale("sale", 1_001n), world.back("refund", "sale", 333n)]);
    const before = await world.earned();
    const dispute = { ...world.back("dispute", "sale", 500n), kind: "dispute" as const };
    const won = { ...dispute, externalId: "won", kind: "dispute_won" as const };
    expect(await world.outcomes([dispute, won])).toEqual(["recorded", "recorded"]);
    expect(await world.earned()).toEqual(before);
    expect(await world.outcomes([{ ...won, externalId: "twice" }])).toEqual(["refund_too_large"]);
  });
});

it("leaves books in which every rule holds", async () => {
  const report = await verify(world.deps);
  expect(report.checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});
