import { afterEach, beforeEach, expect, it } from "vitest";
import { beginStripeEvent, storeStripeEvent } from "@/db/writes/stripe-events";
import type { DeveloperActor } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { makeTransfer } from "@/scripts/testing/stripe-requests";
import { cancelRun } from "./cancel-run";
import { prepareRun } from "./prepare-run";
import { processPendingStripeEvents } from "./process-pending-stripe-events";
import { processStripeEvent } from "./process-stripe-event";
import { verify } from "./verify";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

let market: Marketplace;
let ada: DeveloperActor;
let account: string;

beforeEach(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  account = await market.connect(ada);
});
afterEach(() => market.stop());

it("tries an event less and less often while Stripe does not answer, and never gives it up", async () => {
  await receive("evt_1", "account.updated", account);
  await market.simulator.control.addFault({ mode: "status_before", status: 401, times: 1_000 });
  expect(await sweepsThatTried(120, SECOND_MS)).toBe(7);
  expect(await sweepsThatTried(40, 10 * 60 * SECOND_MS)).toBeGreaterThan(20);
  expect(await offenders()).toBe(1);

  await market.simulator.control.clearFaults();
  await sweepsThatTried(2, HOUR_MS);
  const [event] = await market.db.sql`select outcome from stripe_events`;
  expect(event).toEqual({ outcome: "account ready" });
  expect(await offenders()).toBe(0);
});

it("lets one of several workers have an event that all of them found", async () => {
  await receive("evt_1", "account.updated", account);
  const found = { id: "evt_1", attempts: 0 };
  const begun = await Promise.all([1, 2, 3, 4].map(() => beginStripeEvent(market.db, found)));
  expect(begun.filter(Boolean)).toEqual([true]);
});

it("stops a developer’s payouts when a webhook shows that a canceled one was paid after all", async () => {
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  const [payout] = await market.db.sql<{ id: string; run_id: string; amount: bigint }[]>`
    select id, run_id, amount from payouts`;
  const { id = "", run_id: runId = "", amount = 0n } = payout ?? {};
  const canceled = await cancelRun(market.deps, market.admin, trusted.runId(runId));
  expect(canceled.ok).toBe(true);
  const transfer = await makeTransfer(market.simulator, {
    ...{ amount: amount.toString(), currency: "eur", destination: account },
    ...{ transfer_group: `payout:${id}`, "metadata[payout_id]": id },
    "metadata[developer_id]": "ada",
  });
  await receive("evt_1", "transfer.created", transfer);
  expect(await processStripeEvent(market.deps, "evt_1")).toBe("paid though canceled");
  const [hold] = await market.db.sql`select developer_id, placed_by, reason from holds`;
  expect(hold).toMatchObject({
    ...{ developer_id: "ada", placed_by: "stripe" },
    reason: expect.stringContaining(`transfer ${transfer}, whose payout was canceled here`),
  });

  const period = trustedPeriod("2026-03");
  const prepared = await prepareRun(market.deps, market.admin, { period });
  expect(prepared).toMatchObject({ ok: false, problem: { kind: "nothing_to_pay" } });
});

async function receive(id: string, type: string, objectId: string): Promise<void> {
  const about = type === "account.updated" ? { account: objectId } : { account: undefined };
  const event = { ...about, id, type, objectId, summary: {}, receivedAt: market.deps.now() };
  await storeStripeEvent(market.db, event);
}

/** How many of so many sweeps, so far apart, took the event up. */
async function sweepsThatTried(sweeps: number, everyMs: number): Promise<number> {
  let tried = 0;
  for (let sweep = 1; sweep <= sweeps; sweep++) {
    await market.setClock(new Date(market.deps.now().getTime() + everyMs).toISOString());
    const { processed, failed } = await processPendingStripeEvents(market.deps, {
      dueBefore: market.deps.now(),
    });
    tried += processed + failed;
  }
  return tried;
}

async function offenders(): Promise<number | undefined> {
  const { checks } = await verify(market.deps);
  return checks.find(({ id }) => id === "inbox_worked_off")?.offenders;
}
