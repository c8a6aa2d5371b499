import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { reverseTransfer } from "@/scripts/testing/stripe-requests";

let market: Marketplace;
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
});
afterAll(() => market.stop());

it("`remit reconcile` brings in line what it can, and fails while something differs", async () => {
  const [payout] = await market.db.sql<{ id: string; transfer: string }[]>`
    select id, transfer_id as transfer from payouts`;
  await reverseTransfer(market.simulator, payout?.transfer ?? "", 100);
  const mended = await remit("reconcile");
  expect(mended.exitCode).toBe(0);
  expect(mended.output).toContain(`brought in line: payout ${payout?.id}`);
  expect(mended.output).toContain("The books and Stripe agree.");

  await market.simulator.control.reset();
  const differing = await remit("reconcile", "--json", "--since", "2026-01-01");
  expect(differing.exitCode).toBe(1);
  expect(JSON.parse(differing.output)).toMatchObject({
    differences: [{ kind: "missing_at_stripe", payoutId: payout?.id }],
  });
  const wrong = await remit("reconcile", "--since", "2026-02-30");
  expect(wrong).toMatchObject({ exitCode: 1, errors: expect.stringContaining("is not a day") });
});

it("`remit verify` succeeds on healthy books, and fails with the ids of what breaks them", async () => {
  const healthy = await remit("verify");
  expect(healthy.exitCode).toBe(0);
  expect(healthy.output).toMatch(/^\d+ invariants hold/);

  await market.db.sql.unsafe(`
    alter table balances disable trigger all;
    update balances set installs = installs + 1;
    alter table balances enable trigger all`);
  const [bucket] = await market.db.sql<{ id: string }[]>`select id from balances`;
  const broken = await remit("verify");
  expect(broken.exitCode).toBe(1);
  expect(broken.output).toContain("BROKEN buckets_match_events");
  expect(broken.output).toContain(bucket?.id);
});

type Ran = { readonly exitCode: number; readonly output: string; readonly errors: string };

function remit(...args: readonly string[]): Promise<Ran> {
  const folder = fileURLToPath(new URL("../..", import.meta.url));
  const env = {
    ...process.env,
    NODE_ENV: "test" as const,
    DATABASE_URL: market.db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_tests",
    STRIPE_API_BASE: market.simulator.url,
  };
  return new Promise((resolve) => {
    const command = ["--import", "tsx", "cli/remit.ts", ...args];
    execFile(process.execPath, command, { cwd: folder, env }, (error, output, errors) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, output, errors });
    });
  });
}
