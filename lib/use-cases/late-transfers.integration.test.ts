import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import { type RunId, trusted } from "@/lib/domain/ids";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { heldForTransfers, payoutStates, transfersMade } from "@/scripts/testing/stray-transfers";
import { cancelRun } from "./cancel-run";
import { catchUpWithStripe } from "./catch-up-with-stripe";
import { liftHold } from "./lift-hold";
import { placeHold } from "./place-hold";
import { resolveUnknown } from "./resolve-unknown";
import { retryPayouts } from "./retry-payouts";
import { sendApproved } from "./send-approved";

const POST_TRANSFER = { method: "POST", path: "^/v1/transfers$" } as const;

let market: Marketplace;
let ada: DeveloperActor;

beforeEach(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
});
afterEach(() => market.stop());

/** Of a payout of March that Stripe answered with an error, and has nothing of. */
async function failedRun(): Promise<RunId> {
  const runId = await market.approve("2026-03");
  await market.simulator.control.addFault({ ...POST_TRANSFER, mode: "stored_500", times: 9 });
  await sendApproved(market.deps);
  await market.setClock("2026-04-03T12:00:00Z");
  await resolveUnknown(market.deps);
  expect(await payoutStates(market)).toEqual(["failed"]);
  await market.simulator.control.clearFaults();
  return trusted.runId(runId);
}

it("a tried payout that Stripe carries out while it is canceled is paid, once a worker looks meanwhile", async () => {
  const runId = await failedRun();
  expect(await retryPayouts(market.deps, market.admin, { runId })).toMatchObject({ ok: true });
  let looks = 0;
  const findTransfers = async (group: string) => {
    const found = await market.deps.transfers.findTransfers(group);
    looks += 1;
    if (looks > 1) return found;
    await completeAtStripe();
    await catchUpWithStripe(market.deps, "worker");
    return found;
  };
  const transfers = { ...market.deps.transfers, findTransfers };
  const canceled = await cancelRun({ ...market.deps, transfers }, market.admin, runId);
  expect(canceled).toMatchObject({ ok: false, problem: { kind: "nothing_to_cancel" } });
  expect(await payoutStates(market)).toEqual(["paid"]);
  expect(await transfersMade(market)).toBe(1);
});

describe("a payout that was canceled because Stripe had no transfer of it", () => {
  beforeEach(async () => {
    const canceled = await cancelRun(market.deps, market.admin, await failedRun());
    expect(canceled).toMatchObject({ ok: true, value: { canceled: 1 } });
  });

  it("is not paid by another run when Stripe carried it out after all", async () => {
    await market.approve("2026-03");
    await completeAtStripe();

    await sendApproved(market.deps);
    expect(await transfersMade(market)).toBe(1);
    expect(await payoutStates(market)).toEqual(["canceled", "approved"]);
    expect(await heldForTransfers(market)).toEqual(["ada tr_1"]);
  });

  it("is not paid by another run when Stripe carried it out while others were sent, slowly", async () => {
    const { developerId } = ada;
    await placeHold(market.deps, market.admin, { developerId, reason: "They asked for it" });
    const others = await Promise.all(
      ["ben", "cem", "dov"].map((name) => market.addDeveloper(name)),
    );
    for (const other of others) await market.connect(other);
    const payOthersIn = async (month: string, clocks: Readonly<Record<string, string>>) => {
      for (const other of others) {
        const sale = { amount: 9_000n, at: `${month}-11T00:00:00Z` };
        await market.sell(other, [{ ...sale, externalId: `${other.developerId}-${month}` }]);
      }
      await market.approve(month);
      await sendApproved(market.deps, {
        concurrency: 1,
        onStep: async (step, payout) => {
          const clock = step === "answered" && clocks[payout.developerId];
          if (!clock) return;
          if (month === "2026-05" && payout.developerId === "ben") await completeAtStripe();
          await market.setClock(clock);
        },
      });
    };
    await market.setClock("2026-05-02T10:00:00Z");
    await payOthersIn("2026-04", { ben: "2026-05-02T10:00:30Z" });
    await market.setClock("2026-06-02T10:00:00Z");
    await payOthersIn("2026-05", {
      ben: "2026-06-02T10:00:10Z",
      cem: "2026-06-02T10:00:12Z",
      dov: "2026-06-02T10:00:50Z",
    });
    expect(await transfersMade(market)).toBe(7);

    await liftHold(market.deps, market.admin, developerId);
    await market.approve("2026-03");
    await sendApproved(market.deps);
    expect(await transfersMade(market)).toBe(7);
    expect(await heldForTransfers(market)).toEqual(["ada tr_5"]);
  });
});

/** The first attempt's request, which Stripe had answered with an error, takes effect at last. */
async function completeAtStripe(): Promise<void> {
  const [attempt] = await market.db.sql<{ request: never; key: string }[]>`
    select request, idempotency_key as key from payout_attempts order by started_at limit 1`;
  if (!attempt) throw new Error("There is no attempt");
  await market.deps.transfers.createTransfer(attempt.request, `${attempt.key}:forgotten`);
}
