import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import { type PayoutId, trusted } from "@/lib/domain/ids";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { reverseTransfer } from "@/scripts/testing/stripe-requests";
import { reconcile } from "./reconcile";
import { resolveReversals } from "./resolve-reversals";
import { type ReversalWish, reversePayout } from "./reverse-payout";
import { sendApproved } from "./send-approved";
import { verify } from "./verify";
import type { WorkStep } from "./work-step";

const POST = { method: "POST", path: "/reversals$" } as const;
const LIST = { method: "GET", path: "/reversals$" } as const;

let market: Marketplace;
let ada: DeveloperActor;
let payoutId: PayoutId;

/** €70.00 paid to ada. */
beforeEach(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
  const [row] = await market.db.sql<{ id: string }[]>`select id from payouts`;
  payoutId = trusted.payoutId(row?.id ?? "");
});
afterEach(() => market.stop());

const reverse = (
  wish: Partial<ReversalWish> = {},
  onStep: (step: WorkStep) => void = () => undefined,
) => {
  const deps = { ...market.deps, onStep };
  return reversePayout(deps, market.admin, { payoutId, reason: "a test", ...wish });
};

describe("taking a payout back", () => {
  it("takes a part, then the rest, and then there is nothing left", async () => {
    expect(await reverse({ amount: 2_500n })).toMatchObject({ value: { state: "made" } });
    expect(await payout()).toEqual(["partly_reversed", 2_500n]);
    expect(await reverse({ amount: 4_501n })).toMatchObject({
      problem: { kind: "too_much", left: 4_500n },
    });
    expect(await reverse()).toMatchObject({ value: { state: "made", amount: 4_500n } });
    expect(await payout()).toEqual(["reversed", 7_000n]);
    expect(await reverse()).toMatchObject({ problem: { kind: "nothing_to_reverse" } });
    expect(await rows()).toEqual(["1 2500 made", "2 4500 made"]);
    const [log] = await market.db.sql`select actor, detail from audit_log
      where action = 'payout.reversal_requested' order by seq limit 1`;
    expect(log).toEqual({
      actor: market.admin.name,
      detail: { no: 1, amount: "2500", reason: "a test" },
    });
    await expectAgreement();
  });

  it("asks once when two admins ask at once", async () => {
    const answers = await Promise.all([reverse(), reverse(), reverse()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await atStripe()).toBe(7_000);
    await expectAgreement();
  });

  it("F27: takes nothing when asked again from a page that was shown before", async () => {
    const wish = { amount: 2_500n, seenLeft: 7_000n };
    expect(await reverse(wish)).toMatchObject({ value: { state: "made" } });
    expect(await reverse(wish)).toMatchObject({
      problem: { kind: "changed_meanwhile", left: 4_500n },
    });
    expect(await reverse({ ...wish, seenLeft: 4_500n })).toMatchObject({
      value: { amount: 2_500n },
    });
    expect(await atStripe()).toBe(5_000);
    await expectAgreement();
  });

  it("takes nothing again that Stripe has back and the books do not know of yet", async () => {
    const [known] = await market.db.sql<{ id: string }[]>`select transfer_id as id from payouts`;
    await reverseTransfer(market.simulator, known?.id ?? "", 2_500);
    expect(await reverse({ amount: 2_500n })).toMatchObject({
      problem: { kind: "changed_meanwhile", left: 4_500n },
    });
    expect(await atStripe()).toBe(2_500);
    expect(await reverse({ amount: 4_500n })).toMatchObject({ value: { state: "made" } });
    await expectAgreement();
  });

  it("says so when the developer’s Stripe account does not cover it", async () => {
    await market.simulator.control.addFault({
      ...{ ...POST, mode: "status_before", status: 400 },
      headers: { "request-id": "req_1" },
      body: { error: { type: "invalid_request_error", code: "balance_insufficient", message: "" } },
    });
    expect(await reverse()).toMatchObject({
      problem: { kind: "refused", code: "balance_insufficient" },
    });
    expect(await payout()).toEqual(["paid", 0n]);
    expect(await reverse()).toMatchObject({ value: { state: "made" } });
    await expectAgreement();
  });

  it("needs a reason, and a payout that was paid", async () => {
    expect(await reverse({ reason: " " })).toMatchObject({ problem: { kind: "no_reason" } });
    const unknown = trusted.payoutId("00000000-0000-4000-8000-000000000000");
    expect(await reverse({ payoutId: unknown })).toMatchObject({
      problem: { kind: "unknown_payout" },
    });
    expect(await rows()).toEqual([]);
  });
});

describe("a reversal without a clear answer", () => {
  it.each(["reset_after", "truncate_after", "json_without_error_after"] as const)(
    "is found in the transfer’s list, and never made twice: %s",
    async (mode) => {
      await market.simulator.control.addFault({ ...POST, mode, times: 2 });
      expect(await reverse({ amount: 2_500n })).toMatchObject({ value: { state: "unknown" } });
      expect(await payout()).toEqual(["paid", 0n]);
      expect(await reverse({ amount: 2_500n })).toMatchObject({
        problem: { kind: "reversal_open" },
      });
      expect(await lookUp("2026-04-02T11:00:00Z")).toMatchObject({ made: 1 });
      expect(await payout()).toEqual(["partly_reversed", 2_500n]);
      expect(await atStripe()).toBe(2_500);
      await expectAgreement();
    },
  );

  it("is refused once it has been absent for long enough, and can be asked for anew", async () => {
    await market.simulator.control.addFault({ ...POST, mode: "reset_before", times: 2 });
    expect(await reverse()).toMatchObject({ value: { state: "unknown" } });
    expect(await lookUp("2026-04-02T10:10:00Z")).toMatchObject({ open: 1 });
    await market.simulator.control.addFault({ ...LIST, mode: "status_before", status: 500 });
    expect(await lookUp("2026-04-02T10:50:00Z")).toMatchObject({ open: 1 });
    expect(await lookUp("2026-04-02T12:00:00Z")).toMatchObject({ refused: 1 });
    expect(await reverse()).toMatchObject({ value: { state: "made" } });
    expect(await rows()).toEqual(["1 7000 refused", "2 7000 made"]);
    await expectAgreement();
  });

  it("is adopted, and nothing more asked for, when it came through after it was given up", async () => {
    await market.simulator.control.addFault({ ...POST, mode: "reset_after", times: 2 });
    await reverse({ amount: 1_000n });
    await market.db.sql`update payout_reversals set state = 'refused', code = 'not_found_at_stripe',
      check_at = null, finished_at = now()`;
    expect(await reverse({ amount: 1_000n })).toMatchObject({ problem: { kind: "came_through" } });
    expect(await atStripe()).toBe(1_000);
    expect(await rows()).toEqual(["1 1000 made"]);
    await expectAgreement();
  });

  it.each(["requested", "answered", "mirrored", "finished"] as const)(
    "is found when its process died, after it was %s",
    async (step) => {
      const death = new Error("killed");
      const dying = reverse({ amount: 500n }, (now) => {
        if (now === `reverse.${step}`) throw death;
      });
      await expect(dying).rejects.toThrow(death);
      await lookUp("2026-04-02T12:00:00Z");
      const isMade = step !== "requested";
      expect(await rows()).toEqual([`1 500 ${isMade ? "made" : "refused"}`]);
      expect(await payout()).toEqual(isMade ? ["partly_reversed", 500n] : ["paid", 0n]);
      await expectAgreement();
    },
  );
});

async function lookUp(at: string) {
  await market.setClock(at);
  return resolveReversals(market.deps);
}

async function payout() {
  const [row] = await market.db.sql`select state::text, reversed_amount from payouts`;
  return [row?.state, row?.reversed_amount];
}

async function rows() {
  const found = await market.db.sql`select no, amount, state from payout_reversals order by no`;
  return found.map(({ no, amount, state }) => `${no} ${amount} ${state}`);
}

async function atStripe(): Promise<number | undefined> {
  const { transfers } = await market.simulator.control.state();
  return transfers[0]?.amount_reversed;
}

async function expectAgreement(): Promise<void> {
  const report = await reconcile(market.deps);
  expect([report.fixedCount, report.differenceCount]).toEqual([0, 0]);
  const { checks } = await verify(market.deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
}
