import { afterAll, beforeAll, expect, it } from "vitest";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { reverseTransfer } from "@/scripts/testing/stripe-requests";
import { type CommandLine, openCommandLine } from "../testing/command-line";

let market: Marketplace;
let commandLine: CommandLine;
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
  commandLine = openCommandLine({
    DATABASE_URL: market.db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_tests",
    STRIPE_API_BASE: market.simulator.url,
  });
});
afterAll(async () => {
  commandLine.stop();
  await market.stop();
});

it("`remit reconcile` brings in line what it can, and fails while something differs", async () => {
  const [payout] = await market.db.sql<{ id: string; transfer: string }[]>`
    select id, transfer_id as transfer from payouts`;
  await reverseTransfer(market.simulator, payout?.transfer ?? "", 100);
  const mended = await commandLine.remit("reconcile");
  expect(mended.code).toBe(0);
  expect(mended.out).toContain(`brought in line: payout ${payout?.id}`);
  expect(mended.out).toContain("The books and Stripe agree.");

  await market.simulator.control.reset();
  const differing = await commandLine.remit("reconcile", "--json", "--since", "2026-01-01");
  expect(differing.code).toBe(1);
  expect(JSON.parse(differing.out)).toMatchObject({
    differences: [{ kind: "missing_at_stripe", payoutId: payout?.id }],
  });
  const wrong = await commandLine.remit("reconcile", "--since", "2026-02-30");
  expect(wrong).toMatchObject({ code: 1, error: expect.stringContaining("is not a day") });
});

it("`remit verify` succeeds on healthy books, and fails with the ids of what breaks them", async () => {
  const healthy = await commandLine.remit("verify");
  expect(healthy.code).toBe(0);
  expect(healthy.out).toMatch(/^\d+ invariants hold/);

  await market.db.sql.unsafe(`
    alter table balances disable trigger all;
    update balances set installs = installs + 1;
    alter table balances enable trigger all`);
  const [bucket] = await market.db.sql<{ id: string }[]>`select id from balances`;
  const broken = await commandLine.remit("verify");
  expect(broken.code).toBe(1);
  expect(broken.out).toContain("BROKEN buckets_match_events");
  expect(broken.out).toContain(bucket?.id);
});
