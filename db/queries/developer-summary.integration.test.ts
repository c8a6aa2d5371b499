import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { BEGINNING, DEVELOPERS, liveThroughMonths } from "@/scripts/testing/developer-history";
import { createPayoutWorld } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { findWhereabouts } from "./developer-summary";

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

describe("findWhereabouts", () => {
  it.each([1, 2, 3])(
    "puts every cent in exactly one place at every moment (history %i)",
    async (seed) => {
      await simulator.control.reset();
      const db = await createTestDatabase();
      const world = await createPayoutWorld(db, simulator, { at: BEGINNING });
      const statesMet = new Set<string>();
      await liveThroughMonths(world, seed, {
        afterStep: async () => {
          for (const id of DEVELOPERS) await expectWhereabouts(db, id);
          const states = await db.sql<
            { state: string }[]
          >`select distinct state::text from payouts`;
          for (const { state } of states) statesMet.add(state);
        },
      });
      expect([...statesMet].sort()).toEqual(["approved", "canceled", "failed", "paid", "ready"]);
      await db.drop();
    },
  );

  it("knows no currency of somebody who has not sold anything", async () => {
    const db = await createTestDatabase();
    expect(await findWhereabouts(db, trusted.developerId("nobody"))).toEqual([]);
    await db.drop();
  });
});

/** From the events, by the payout that claimed the bucket they are in: another way altogether. */
async function expectWhereabouts(db: TestDatabase, developerId: DeveloperId): Promise<void> {
  const expected = await db.sql`
    select event.currency,
      coalesce(sum(event.developer_share)
        filter (where payout.id is null or payout.state in ('ready', 'failed')), 0)::bigint
        as outstanding,
      coalesce(sum(event.developer_share)
        filter (where payout.state in ('approved', 'submitting', 'unknown')), 0)::bigint
        as "onItsWay",
      coalesce(sum(event.developer_share) filter (where payout.state = 'paid'), 0)::bigint as paid
    from events as event
    join claimed_balances as bucket
      on bucket.developer_id = event.developer_id and bucket.id = event.balance_id
    left join payouts as payout
      on payout.developer_id = bucket.developer_id and payout.id = bucket.payout_id
    where event.developer_id = ${developerId}
    group by event.currency order by event.currency`;
  const found = await findWhereabouts(db, developerId);
  expect(found).toEqual([...expected]);
  const earned = await db.sql<{ currency: string; share: bigint }[]>`
    select currency, sum(developer_share)::bigint as share from events
    where developer_id = ${developerId} group by currency order by currency`;
  expect(
    found.map(({ currency, outstanding, onItsWay, paid }) => ({
      currency,
      share: outstanding + onItsWay + paid,
    })),
  ).toEqual([...earned]);
}
