import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import { GatewayError } from "@/lib/stripe/ports";
import type { Marketplace } from "@/scripts/testing/marketplace";
import { createMarketplaceWithSale } from "@/scripts/testing/marketplace-with-sale";
import { restoreRows } from "@/scripts/testing/restore-rows";
import { STRIPE_FAULTS } from "@/scripts/testing/simulation/stripe-faults";
import { heldForTransfers, payoutStates, transfersMade } from "@/scripts/testing/stray-transfers";
import { makeTransfer } from "@/scripts/testing/stripe-requests";
import { placeHold } from "./place-hold";
import { reconcile } from "./reconcile";
import { resolveUnknown } from "./resolve-unknown";
import { sendApproved } from "./send-approved";

const FORGOTTEN_RUN =
  "update payables set payout_id = null; delete from payout_attempts; delete from payouts; delete from runs";
const NEVER_SENT =
  "update payouts set transfer_id = null, paid_at = null, state = 'approved', attempt_no = 0; delete from payout_attempts";

let market: Marketplace;
let ada: DeveloperActor;
let account: string;

beforeEach(async () => {
  ({ market, ada, account } = await createMarketplaceWithSale());
});
afterEach(() => market.stop());

describe("a database restored from a backup, whose operator forgot to reconcile", () => {
  it("pays nothing again that it has as approved, even after Stripe forgot the key", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, NEVER_SENT);
    await market.setClock("2026-04-05T10:00:00Z");

    const behind: string[] = [];
    const onBehind = ({ settlements }: { settlements: readonly { kind: string }[] }) =>
      void behind.push(...settlements.map(({ kind }) => kind));
    await sendApproved(market.deps, { onBehind });
    expect(behind).toEqual(["adopted"]);
    expect(await transfersMade(market)).toBe(1);
    expect(await payoutStates(market)).toEqual(["paid"]);
  });

  it("F53: pays no payout again that it has lost and whose month is prepared and approved anew", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, FORGOTTEN_RUN);
    await market.setClock("2026-04-05T10:00:00Z");
    await market.approve("2026-03");

    await sendApproved(market.deps);
    expect(await transfersMade(market)).toBe(1);
    expect(await payoutStates(market)).toEqual(["approved"]);
    const [hold] = await market.db.sql<{ developer_id: string; reason: string }[]>`
      select developer_id, reason from holds where lifted_at is null`;
    expect(hold).toMatchObject({ developer_id: "ada", reason: expect.stringContaining("tr_") });
  });

  it("sends no payout that has its old id again, and another amount than was paid", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, `${NEVER_SENT}; update payouts set amount = amount - 10`);
    await market.setClock("2026-04-05T10:00:00Z");

    await sendApproved(market.deps);
    expect(await transfersMade(market)).toBe(1);
    expect(await payoutStates(market)).toEqual(["approved"]);
    expect(await heldForTransfers(market)).toEqual(["ada tr_1"]);
  });

  it("names each transfer that it cannot explain in the hold, whatever else that is for", async () => {
    for (const amount of ["5", "6"]) {
      await makeTransfer(market.simulator, {
        ...{ amount, currency: "eur", destination: account },
        "metadata[payout_id]": crypto.randomUUID(),
      });
    }
    const { developerId } = ada;
    await placeHold(market.deps, market.admin, { developerId, reason: "They asked for it" });
    const ben = await market.addDeveloper("ben");
    await market.connect(ben);
    await market.sell(ben, [{ externalId: "b1", amount: 900n, at: "2026-03-12T00:00:00Z" }]);
    await market.approve("2026-03");

    await sendApproved(market.deps);
    expect(await heldForTransfers(market)).toEqual(["ada tr_1 tr_2"]);
    await reconcile(market.deps);
    expect(await heldForTransfers(market)).toEqual(["ada tr_1 tr_2"]);
  });

  it("finds what it has lost between many payouts that it knows", async () => {
    for (const name of ["ben", "cem", "dov"]) {
      const developer = await market.addDeveloper(name);
      await market.connect(developer);
      const sale = { externalId: `${name}1`, amount: 9_000n, at: "2026-03-11T00:00:00Z" };
      await market.sell(developer, [sale]);
    }
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await market.setClock("2026-05-02T10:00:00Z");
    await market.sell(ada, [{ externalId: "a2", amount: 500n, at: "2026-04-10T00:00:00Z" }]);
    await market.approve("2026-04");
    await sendApproved(market.deps);
    await restoreRows(
      market.db,
      `${NEVER_SENT} where payout_id in (select id from payouts where period = '2026-04')`.replace(
        "attempt_no = 0;",
        "attempt_no = 0 where period = '2026-04';",
      ),
    );
    await market.setClock("2026-05-04T10:00:00Z");

    await sendApproved(market.deps);
    expect(await transfersMade(market)).toBe(5);
    expect(new Set(await payoutStates(market))).toEqual(new Set(["paid"]));
  });

  it("takes in once what it has lost, and holds nobody, however many look at once", async () => {
    for (const name of ["ben", "cem", "dov", "eve"]) {
      const developer = await market.addDeveloper(name);
      await market.connect(developer);
      const sale = { externalId: `${name}1`, amount: 9_000n, at: "2026-03-11T00:00:00Z" };
      await market.sell(developer, [sale]);
    }
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, FORGOTTEN_RUN);
    await market.setClock("2026-04-05T10:00:00Z");

    const reports = await Promise.all([1, 2, 3].map(() => reconcile(market.deps)));
    expect(reports.flatMap(({ differences }) => differences)).toEqual([]);
    expect(await heldForTransfers(market)).toEqual([]);
    expect(await payoutStates(market)).toEqual(Array(5).fill("paid"));
  });

  it("takes in the earlier month of a developer first, whatever the order of Stripe's list", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await market.setClock("2026-05-02T10:00:00Z");
    await market.sell(ada, [{ externalId: "a2", amount: 500n, at: "2026-04-10T00:00:00Z" }]);
    await market.approve("2026-04");
    await sendApproved(market.deps);
    await restoreRows(market.db, FORGOTTEN_RUN);

    expect(await reconcile(market.deps)).toMatchObject({ fixedCount: 2, differenceCount: 0 });
    expect(await heldForTransfers(market)).toEqual([]);
    expect(await payoutStates(market)).toEqual(["paid", "paid"]);
  });

  it("sends no unknown payout again whose money went out in another that it has lost", async () => {
    await market.approve("2026-03");
    await market.simulator.control.addFault({ ...STRIPE_FAULTS.reset_before, times: 9 });
    expect(await sendApproved(market.deps)).toMatchObject({ unknown: 1 });
    await market.simulator.control.clearFaults();
    await makeTransfer(market.simulator, {
      ...{ amount: "7000", currency: "eur", destination: account },
      "metadata[payout_id]": crypto.randomUUID(),
    });
    await market.setClock("2026-04-02T10:30:00Z");

    expect(await resolveUnknown(market.deps)).toMatchObject({ open: 1, paid: 0 });
    expect(await transfersMade(market)).toBe(1);
    expect(await heldForTransfers(market)).toEqual(["ada tr_1"]);
  });

  it("sends none of several unknown payouts again while Stripe cannot say what it has", async () => {
    const ben = await market.addDeveloper("ben");
    await market.connect(ben);
    await market.sell(ben, [{ externalId: "b1", amount: 900n, at: "2026-03-12T00:00:00Z" }]);
    await market.approve("2026-03");
    await market.simulator.control.addFault({ ...STRIPE_FAULTS.reset_before, times: 9 });
    expect(await sendApproved(market.deps)).toMatchObject({ unknown: 2 });
    await market.simulator.control.clearFaults();
    await market.setClock("2026-04-02T10:30:00Z");
    const listTransfers = () => {
      throw new GatewayError("unavailable", "no_answer", "No list for now");
    };
    const transfers = { ...market.deps.transfers, listTransfers };
    expect(await resolveUnknown({ ...market.deps, transfers })).toMatchObject({ open: 2 });
    expect(await transfersMade(market)).toBe(0);
  });

  it("holds a developer whose account it has lost too, by the name in the transfer", async () => {
    await market.approve("2026-03");
    await sendApproved(market.deps);
    await restoreRows(market.db, `${FORGOTTEN_RUN}; delete from connected_accounts`);
    const ben = await market.addDeveloper("ben");
    await market.connect(ben);
    await market.setClock("2026-05-02T10:00:00Z");
    await market.sell(ben, [{ externalId: "b1", amount: 900n, at: "2026-04-12T00:00:00Z" }]);
    await market.approve("2026-04");
    await sendApproved(market.deps);
    const held = await market.db.sql`select developer_id from holds where lifted_at is null`;
    expect(held).toMatchObject([{ developer_id: "ada" }]);
    expect(await transfersMade(market)).toBe(2);
  });

  it("sends nothing while Stripe cannot say what it has, and goes on after", async () => {
    await market.approve("2026-03");
    const fault = {
      method: "GET",
      path: "^/v1/transfers$",
      mode: "status_before",
      times: 100,
    } as const;
    await market.simulator.control.addFault(fault);
    let unreachable = 0;
    const report = await sendApproved(market.deps, {
      onUnreachable: () => {
        unreachable += 1;
      },
    });
    expect({ report, unreachable }).toMatchObject({
      report: { paid: 0, unknown: 0 },
      unreachable: 1,
    });
    expect(await payoutStates(market)).toEqual(["approved"]);
    await market.simulator.control.clearFaults();
    expect(await sendApproved(market.deps)).toMatchObject({ paid: 1 });
  });
});
