import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventId } from "@/lib/domain/ids";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { findRecentEvents } from "./admin-events";

let market: Marketplace;

/** ada sells most and latest, cleo sold once, dan never. */
beforeAll(async () => {
  market = await createMarketplace();
  const [ada, ben, cleo] = [
    await market.addDeveloper("ada"),
    await market.addDeveloper("ben"),
    await market.addDeveloper("cleo"),
  ];
  await market.addDeveloper("dan");
  const sale = (externalId: string) => ({ externalId, amount: 1_000n, at: "2026-03-10T00:00:00Z" });
  await market.sell(cleo, [sale("c1")]);
  for (const round of [1, 2, 3, 4]) {
    await market.sell(ben, [sale(`b${round}`)]);
    await market.sell(
      ada,
      [1, 2, 3].map((no) => sale(`a${round}-${no}`)),
    );
  }
});
afterAll(() => market.stop());

describe("the list of recorded events", () => {
  it.each([1, 2, 3, 50])(
    "goes through every event once, the newest first, in pages of %i",
    async (limit) => {
      const expected = await market.db.sql<
        { id: EventId }[]
      >`select id from events order by id desc`;
      expect(expected).toHaveLength(17);
      const listed: EventId[] = [];
      for (let before: EventId | undefined; ; before = listed.at(-1)) {
        const page = await findRecentEvents(market.db, market.admin, { before, limit });
        listed.push(...page.map(({ id }) => id));
        if (page.length < limit) break;
      }
      expect(listed).toEqual(expected.map(({ id }) => id));
    },
  );

  it("leaves out what did not come from Stripe when asked for that", async () => {
    const page = { isFromStripe: true, limit: 50 };
    expect(await findRecentEvents(market.db, market.admin, page)).toEqual([]);
  });
});
