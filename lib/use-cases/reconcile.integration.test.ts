import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import type { Marketplace } from "@/scripts/testing/marketplace";
import { createMarketplaceWithSale } from "@/scripts/testing/marketplace-with-sale";
import { restoreRows } from "@/scripts/testing/restore-rows";
import { makeTransfer, reverseTransfer } from "@/scripts/testing/stripe-requests";
import { type ReconcileReport, reconcile } from "./reconcile";
import { sendApproved } from "./send-approved";
import { verify } from "./verify";

let market: Marketplace;
let ada: DeveloperActor;
let account: string;

beforeEach(async () => {
  ({ market, ada, account } = await createMarketplaceWithSale());
});
afterEach(() => market.stop());

describe("reconcile", () => {
  it("agrees with what was sent, and leaves transfers of others alone", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await makeTransfer(market.simulator, { amount: "5", currency: "eur", destination: account });
    const report = await reconcile(market.deps);
    expect(report).toMatchObject({
      ...{ transfersRead: 2, foreignTransfers: 1, payoutsRead: 1 },
      ...{ fixedCount: 0, differenceCount: 0 },
    });
  });

  it.each([
    {
      state: "ready",
      damage: "state = 'ready', attempt_no = 0, approved_by = null, approved_at = null",
    },
    { state: "approved", damage: "state = 'approved', attempt_no = 0" },
    { state: "submitting", damage: "state = 'submitting'" },
    { state: "unknown", damage: "state = 'unknown'" },
    { state: "failed", damage: "state = 'failed', failure_code = 'x'" },
  ])(
    "F53: adopts the transfer of a payout that a backup has as $state, and nothing is paid again",
    async ({ state, damage }) => {
      await market.approve("2026-03");
      await sendApproved(market.deps);
      const wasTried = !damage.includes("attempt_no = 0");
      await restoreRows(
        market.db,
        `
      update payouts set transfer_id = null, paid_at = null, ${damage};
      ${wasTried ? "update payout_attempts set outcome = null, finished_at = null" : "delete from payout_attempts"};
      ${state === "ready" ? "update runs set state = 'prepared', approved_by = null, approved_at = null" : ""}`,
      );
      // Stripe honours no key after a day: from here on only the books keep it from paying again.
      await market.setClock("2026-04-04T10:00:00Z");

      const report = await reconcile(market.deps);
      expect(kinds(report)).toEqual({ fixed: ["adopted"], differences: [] });
      await sendApproved(market.deps);
      expect(await transferCount()).toBe(1);
      const [payout] = await market.db.sql`select state::text, amount from payouts`;
      expect(payout).toEqual({ state: "paid", amount: 7_000n });
      expect(kinds(await reconcile(market.deps))).toEqual({ fixed: [], differences: [] });
      await expectHealthy();
    },
  );

  it("F53: brings back a payout that the backup has not at all, with what it paid", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(
      market.db,
      "update payables set payout_id = null; delete from payout_attempts; delete from payouts; delete from runs",
    );
    expect(kinds(await reconcile(market.deps))).toEqual({ fixed: ["imported"], differences: [] });
    await expect(market.approve("2026-03")).rejects.toThrow("nothing_to_pay");
    expect(await transferCount()).toBe(1);
    await expectHealthy();
  });

  it("stops a developer’s payouts while a lost payout does not fit what is unsettled", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(
      market.db,
      "update payables set payout_id = null; delete from payout_attempts; delete from payouts; delete from runs",
    );
    // In the restored books the month is open still, and more came in.
    await restoreRows(market.db, "update periods set closed_at = null, closed_by = null");
    await market.sell(ada, [{ externalId: "a2", amount: 100n, at: "2026-03-11T00:00:00Z" }]);
    expect(kinds(await reconcile(market.deps))).toEqual({
      fixed: [],
      differences: ["unknown_payout"],
    });
    await expect(market.approve("2026-03")).rejects.toThrow("nothing_to_pay");
    const [hold] = await market.db.sql`select developer_id, placed_by from holds`;
    expect(hold).toEqual({ developer_id: "ada", placed_by: "worker" });
  });

  it("F24, F33: mirrors what was taken back in Stripe’s dashboard, once", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    const transfer = await transferOf();
    await reverseTransfer(market.simulator, transfer, 2_500);
    expect(kinds(await reconcile(market.deps)).fixed).toEqual(["reversal_mirrored"]);
    await reverseTransfer(market.simulator, transfer, 4_500);
    await reconcile(market.deps);
    expect(kinds(await reconcile(market.deps))).toEqual({ fixed: [], differences: [] });
    const [payout] = await market.db.sql`select state::text, reversed_amount from payouts`;
    expect(payout).toEqual({ state: "reversed", reversed_amount: 7_000n });
    await expectHealthy();
  });

  it("reports a payout that Stripe has no transfer of", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, "update payouts set transfer_id = 'tr_nowhere'");
    const report = await reconcile(market.deps);
    expect(kinds(report).differences).toEqual(["second_transfer"]);
    await market.simulator.control.reset();
    expect(kinds(await reconcile(market.deps)).differences).toEqual(["missing_at_stripe"]);
  });

  it.each([
    { field: "amount", damage: "update payouts set amount = amount - 1" },
    { field: "currency", damage: "update payouts set currency = 'usd'" },
    { field: "destination", damage: "update payouts set destination = 'acct_other'" },
  ])("reports a transfer whose $field is not what the payout says", async ({ field, damage }) => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, damage);
    const report = await reconcile(market.deps);
    expect(report.differences).toMatchObject([{ kind: "differs", detail: `the ${field} differs` }]);
  });

  it("reports a second transfer of one payout, and one of a payout that was canceled", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    const [payout] = await market.db.sql<{ id: string }[]>`select id from payouts`;
    await makeTransfer(market.simulator, {
      ...{ amount: "7000", currency: "eur", destination: account },
      ...{ transfer_group: `payout:${payout?.id}`, "metadata[payout_id]": payout?.id ?? "" },
    });
    expect(kinds(await reconcile(market.deps)).differences).toEqual(["second_transfer"]);
    await restoreRows(
      market.db,
      `update payouts set state = 'canceled', transfer_id = null, paid_at = null,
      canceled_by = 'user:x', canceled_at = now()`,
    );
    expect(kinds(await reconcile(market.deps)).differences).toEqual([
      "paid_though_canceled",
      "paid_though_canceled",
    ]);
  });

  it("is content once somebody took all of such a transfer back at Stripe", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    const [payout] = await market.db.sql<{ id: string }[]>`select id from payouts`;
    const strays = [payout?.id ?? "", crypto.randomUUID()].map((id) =>
      makeTransfer(market.simulator, {
        ...{ amount: "7000", currency: "eur", destination: account },
        ...{ transfer_group: `payout:${id}`, "metadata[payout_id]": id },
        ...{ "metadata[developer_id]": "ada", "metadata[period]": "2026-03" },
      }),
    );
    const [second, unknown] = await Promise.all(strays);
    await reverseTransfer(market.simulator, second ?? "", 6_999);
    await reverseTransfer(market.simulator, unknown ?? "", 7_000);
    expect(kinds(await reconcile(market.deps)).differences).toEqual(["second_transfer"]);
    await reverseTransfer(market.simulator, second ?? "", 1);
    expect(kinds(await reconcile(market.deps))).toEqual({ fixed: [], differences: [] });
    const held = await market.db.sql`select id from holds`;
    expect(held).toHaveLength(1);
  });

  it("finds everything over several pages, from any day on", async () => {
    const sales = Array.from({ length: 230 }, (_, index) => index);
    for (const index of sales) {
      const developer = await market.addDeveloper(`dev-${index}`);
      await market.db.sql`
        insert into connected_accounts (developer_id, creation_key, creation_started_at,
          stripe_account_id, readiness, fetched_at)
        select ${developer.developerId}, 'k', now(), ${`acct_made_up_${index}`}, 'ready', now()`;
      await market.sell(developer, [
        { externalId: `s${index}`, amount: 1_000n, at: "2026-03-10T00:00:00Z" },
      ]);
    }
    await market.db.sql`update connected_accounts set stripe_account_id = ${account} || '_x'
      where developer_id = 'ada'`;
    await market.approve("2026-03");
    await restoreRows(market.db, `update payouts set destination = '${account}'`);
    await market.db.sql`alter table connected_accounts
      drop constraint connected_accounts_belong_to_one_developer`;
    await market.db.sql`update connected_accounts set stripe_account_id = ${account}`;
    await sendApproved(market.deps, { perSecond: 10_000 });
    expect(await reconcile(market.deps)).toMatchObject({
      ...{ transfersRead: 231, payoutsRead: 231, fixedCount: 0, differenceCount: 0 },
    });
    const since = new Date("2026-04-02T09:59:59Z");
    expect(await reconcile(market.deps, { since })).toMatchObject({
      ...{ payoutsRead: 231, fixedCount: 0, differenceCount: 0 },
    });
  });
});

function kinds({ fixed, differences }: ReconcileReport) {
  return {
    fixed: fixed.map(({ kind }) => kind),
    differences: differences.map(({ kind }) => kind),
  };
}

async function expectHealthy(): Promise<void> {
  const { checks } = await verify(market.deps);
  // Playing a restored backup changes rows in a way that PostgreSQL counts.
  const broken = checks.filter(({ id, offenders }) => offenders > 0 && id !== "append_only");
  expect(broken).toEqual([]);
}

async function transferCount(): Promise<number> {
  const report = await reconcile(market.deps);
  return report.transfersRead;
}

async function transferOf(): Promise<string> {
  const [row] = await market.db.sql<{ id: string }[]>`select transfer_id as id from payouts`;
  return row?.id ?? "";
}
