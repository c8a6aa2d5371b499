import { afterAll, beforeAll, expect, it } from "vitest";
import { findConnectedAccount } from "@/db/queries/connected-accounts";
import type { DeveloperActor } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { cancelRun } from "./cancel-run";
import type { Deps } from "./deps";
import { processStripeEvent } from "./process-stripe-event";
import { refreshAccount } from "./refresh-account";
import { resolveUnknown } from "./resolve-unknown";
import { sendApproved } from "./send-approved";
import { createGateways } from "./world";

const POST_TRANSFER = { method: "POST", path: "^/v1/transfers$", times: 9 } as const;

let market: Marketplace;
let ada: DeveloperActor;
let elsewhere: TestSimulator;
/** What works with the key of an account that is not the books'. */
let misled: Deps;

beforeAll(async () => {
  market = await createMarketplace();
  elsewhere = await startTestSimulator();
  const stripe = { secretKey: "sk_test_sim_elsewhere", apiBase: elsewhere.url };
  misled = { ...market.deps, ...createGateways(stripe) };
  await market.simulator.control.fund("eur", 1_000_000);
  await elsewhere.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  await market.connect(ada);
  for (const month of ["01", "02"]) {
    await approveNext(month);
    await sendApproved(market.deps);
  }
});
afterAll(async () => {
  await market.stop();
  await elsewhere.close();
});

it("lets nothing be sent, and the refusal says what to do", async () => {
  await approveNext("03");
  const refusals: string[] = [];
  const onUnreachable = ({ message }: Error) => void refusals.push(message);
  expect(await sendApproved(misled, { onUnreachable })).toMatchObject({ paid: 0, failed: 0 });
  expect(refusals).toEqual([expect.stringContaining("key of another account")]);
  expect((await elsewhere.control.state()).transfers).toEqual([]);
  expect(await sendApproved(market.deps)).toMatchObject({ paid: 1 });
});

it("proves nothing of an unknown payout, however long nothing is found", async () => {
  await approveNext("04");
  await market.simulator.control.addFault({ ...POST_TRANSFER, mode: "reset_after" });
  expect(await sendApproved(market.deps)).toMatchObject({ unknown: 1 });
  await market.simulator.control.clearFaults();
  await market.setClock("2026-05-04T10:00:00Z");
  expect(await resolveUnknown(misled)).toMatchObject({ open: 1, failed: 0 });
  expect((await elsewhere.control.state()).transfers).toEqual([]);
  await market.setClock("2026-05-05T10:00:00Z");
  expect(await resolveUnknown(market.deps)).toMatchObject({ paid: 1 });
  expect((await market.simulator.control.state()).transfers).toHaveLength(4);
});

it("lets go of nothing that was tried", async () => {
  const runId = await approveNext("05");
  const body = JSON.stringify({ error: { type: "invalid_request_error", message: "no" } });
  const refusal = { mode: "status_before", status: 400, body } as const;
  await market.simulator.control.addFault({ ...POST_TRANSFER, ...refusal });
  expect(await sendApproved(market.deps)).toMatchObject({ failed: 1 });
  await market.simulator.control.clearFaults();
  expect(await cancelRun(misled, market.admin, trusted.runId(runId))).toEqual({
    ok: false,
    problem: { kind: "stripe_unreachable" },
  });
  const canceled = await cancelRun(market.deps, market.admin, trusted.runId(runId));
  expect(canceled).toMatchObject({ ok: true, value: { canceled: 1 } });
});

it("takes no developer's account away", async () => {
  expect(await refreshAccount(misled, ada.developerId)).toEqual({
    ok: false,
    problem: { kind: "stripe_refused", code: "other_account" },
  });
  const account = await findConnectedAccount(market.db, ada.developerId);
  expect(account).toMatchObject({ state: "ready", stripeAccountId: expect.any(String) });
});

it.each([
  { type: "transfer.reversed", object: "tr_of_long_ago" },
  { type: "charge.succeeded", object: "ch_of_long_ago" },
  { type: "refund.created", object: "re_of_long_ago" },
])("leaves a webhook of $type for the right key", async ({ type, object }) => {
  await market.db.sql`insert into stripe_events (id, type, object_id, payload, received_at)
    values (${`evt_${type}`}, ${type}, ${object}, '{}', ${market.deps.now()})`;
  await expect(processStripeEvent(misled, `evt_${type}`)).rejects.toThrow("another account");
  expect(await processStripeEvent(market.deps, `evt_${type}`)).toBe("not ours");
});

/** A month passes in which Ada sold something. Returns its approved run. */
async function approveNext(month: string): Promise<string> {
  await market.setClock(`2026-${month}-20T10:00:00Z`);
  const sale = { externalId: `a${month}`, amount: 1_000n, at: `2026-${month}-10T00:00:00Z` };
  await market.sell(ada, [sale]);
  const next = String(Number(month) + 1).padStart(2, "0");
  await market.setClock(`2026-${next}-02T10:00:00Z`);
  return market.approve(`2026-${month}`);
}
