import { afterEach, beforeEach, expect, it } from "vitest";
import { findPeriodOverview } from "@/db/queries/periods";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { reverseTransfer } from "@/scripts/testing/stripe-requests";
import { countWaiting } from "@/scripts/testing/waiting-statements";
import { reconcile } from "./reconcile";
import { sendApproved } from "./send-approved";
import { verify } from "./verify";

let market: Marketplace;

/** €70.00 paid for March in April, and then taken back at Stripe. */
beforeEach(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
  const [payout] = await market.db.sql`select transfer_id from payouts`;
  await reverseTransfer(market.simulator, payout?.transfer_id, 2_500);
});
afterEach(() => market.stop());

/** Closing April, from its statement to its commit, while `meanwhile` begins. */
async function closingApril(meanwhile: () => Promise<unknown>): Promise<void> {
  let begun: Promise<unknown> | undefined;
  await market.db.sql.begin(async (transaction) => {
    await transaction`update periods set closed_at = now(), closed_by = 'user:x'
      where period = '2026-04'`;
    begun = meanwhile();
    await expect.poll(() => countWaiting(market.db)).toBeGreaterThan(0);
  });
  await begun;
}

it("is posted in the next month when its own is closed in that very moment", async () => {
  await market.db.sql`insert into periods (period) values ('2026-04') on conflict do nothing`;
  await closingApril(() => reconcile(market.deps));
  const days = await market.db.sql`select day::text from payout_returns`;
  expect(days).toEqual([{ day: "2026-05-01" }]);
  const overview = (period: string) =>
    findPeriodOverview(market.db, market.admin, trustedPeriod(period), {
      now: market.deps.now(),
      zone: UTC,
    });
  expect((await overview("2026-03"))?.totals).toMatchObject([
    { earned: 7_000n, takenBack: 0n, unsettled: 0n, onItsWay: 0n, paid: 7_000n },
  ]);
  expect((await overview("2026-05"))?.totals).toMatchObject([
    { earned: 0n, takenBack: 2_500n, unsettled: 2_500n, onItsWay: 0n, paid: 0n },
  ]);
  const { checks } = await verify(market.deps);
  const broken = checks.filter(({ offenders }) => offenders > 0).map(({ id }) => id);
  // The test closed the month behind everybody's back, so that the log does not tell of it.
  expect(broken).toEqual(["decisions_audited"]);
});
