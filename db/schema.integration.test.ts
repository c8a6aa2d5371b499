import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PAYOUT_EDGES, PAYOUT_STATES } from "@/lib/domain/payout";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

describe("the database", () => {
  it("knows the same steps of a payout as the domain", async () => {
    const [trigger] = await db.sql<{ source: string }[]>`
      select prosrc as source from pg_proc where proname = 'remit_guard_payout'`;
    const pairs = [...(trigger?.source ?? "").matchAll(/\('(\w+)', '(\w+)'\)/g)];
    const inDatabase = pairs.map(([, from, to]) => `${from} → ${to}`).sort();
    const inDomain = PAYOUT_EDGES.filter(([from, to]) => from !== to)
      .map(([from, to]) => `${from} → ${to}`)
      .sort();
    expect(inDatabase).toEqual(inDomain);
    expect(PAYOUT_STATES.length).toBe(9);
  });

  it("speaks bigint, Date and day text in plain SQL", async () => {
    const [row] = await db.sql`
      select 9007199254740993::int8 as amount, '2026-03-01T00:00:00Z'::timestamptz as at,
        '2026-03-01'::date as day`;
    expect(row).toEqual({
      amount: 9007199254740993n,
      at: new Date("2026-03-01T00:00:00Z"),
      day: "2026-03-01",
    });
  });
});
