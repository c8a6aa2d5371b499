import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPayoutReturns } from "@/db/queries/developer-payouts";
import { findPaidByMonth, findWhereabouts } from "@/db/queries/developer-summary";
import { findStatementFacts } from "@/db/queries/statement-facts";
import type { DeveloperActor } from "@/lib/auth/actor";
import { type PayoutId, trusted } from "@/lib/domain/ids";
import { type Period, UTC } from "@/lib/domain/period";
import { assembleStatement } from "@/lib/domain/statement";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { reverseTransfer } from "@/scripts/testing/stripe-requests";
import { cancelRun } from "./cancel-run";
import { closePeriod } from "./close-period";
import { prepareRun } from "./prepare-run";
import { reconcile } from "./reconcile";
import { sendApproved } from "./send-approved";
import { verify } from "./verify";

let market: Marketplace;
let ada: DeveloperActor;

/** €70.00 paid for March in April, of which €25.00 were taken back on the same day. */
beforeEach(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
  await takeBack(2_500);
});
afterEach(() => market.stop());

describe("what a reversal took back", () => {
  it("is outstanding again, and paid once more with the next payout", async () => {
    const { db } = market.deps;
    expect(await findWhereabouts(db, ada.developerId)).toMatchObject([
      { outstanding: 2_500n, onItsWay: 0n, paid: 4_500n },
    ]);
    await market.sell(ada, [{ externalId: "a2", amount: 1_000n, at: "2026-04-01T00:00:00Z" }]);
    await payApril();
    const amounts = await db.sql`select amount, state::text from payouts order by amount`;
    expect(amounts.map(({ amount, state }) => [amount, state])).toEqual([
      [3_200n, "paid"],
      [7_000n, "partly_reversed"],
    ]);
    expect(await findWhereabouts(db, ada.developerId)).toMatchObject([
      { outstanding: 0n, onItsWay: 0n, paid: 7_700n },
    ]);
    const { paidAgain } = await findPayoutReturns(db, ada.developerId, await latestPayout());
    expect(paidAgain).toMatchObject([{ amount: 2_500n, from: { period: "2026-03" } }]);
    await expectHealthy();
  });

  it("is paid again even where nothing else was earned, and can be taken back again", async () => {
    await payApril();
    await takeBack(2_500);
    expect(await findWhereabouts(market.deps.db, ada.developerId)).toMatchObject([
      { outstanding: 2_500n, paid: 4_500n },
    ]);
    await expectHealthy();
  });

  it("goes back to the balance when the run that claimed it is canceled", async () => {
    await market.setClock("2026-05-02T10:00:00Z");
    await closeApril();
    const { admin, deps } = market;
    const prepared = await prepareRun(deps, admin, { period: "2026-04" as Period });
    if (!prepared.ok) throw new Error(prepared.problem.kind);
    await cancelRun(deps, admin, prepared.value.runId);
    const [row] = await deps.db.sql`select paid_again_by from payout_returns`;
    expect(row?.paid_again_by).toBeNull();
    await expectHealthy();
  });

  it("is not part of a run of one plugin", async () => {
    await market.sell(ada, [{ externalId: "a2", amount: 1_000n, at: "2026-04-01T00:00:00Z" }]);
    await market.setClock("2026-05-02T10:00:00Z");
    await closeApril();
    const pluginId = trusted.pluginId("ada-plugin");
    const scope = { period: "2026-04" as Period, pluginId };
    await prepareRun(market.deps, market.admin, scope);
    const [payout] = await market.deps.db.sql`select amount from payouts where state = 'ready'`;
    expect(payout?.amount).toBe(700n);
    await expectHealthy();
  });

  it("stands on the month's statement with its day, and ties its balances", async () => {
    const { db } = market.deps;
    const statementOf = async (period: string) => {
      const facts = await findStatementFacts(db, ada.developerId, period as Period, UTC);
      return facts.map(assembleStatement)[0];
    };
    await payApril();
    const [april, may] = [await statementOf("2026-04"), await statementOf("2026-05")];
    expect(april).toMatchObject({
      ...{ opening: 7_000n, earned: 0n, paid: 7_000n, returned: 2_500n, closing: 2_500n },
      returns: [{ amount: 2_500n, day: "2026-04-02" }],
    });
    expect(may).toMatchObject({ opening: 2_500n, paid: 2_500n, returned: 0n, closing: 0n });
    const range = { from: "2026-04" as Period, to: "2026-05" as Period };
    const paid = await findPaidByMonth(db, ada.developerId, range, UTC);
    expect(new Map(paid.map((row) => [row.period as string, row.paid]))).toEqual(
      new Map([
        ["2026-04", 4_500n],
        ["2026-05", 2_500n],
      ]),
    );
  });
});

async function takeBack(amount: number): Promise<void> {
  const [paid] = await market.deps.db.sql<{ transfer_id: string }[]>`
    select transfer_id from payouts where transfer_id is not null order by paid_at desc limit 1`;
  await reverseTransfer(market.simulator, paid?.transfer_id ?? "", amount);
  expect((await reconcile(market.deps)).fixed.map(({ kind }) => kind)).toEqual([
    "reversal_mirrored",
  ]);
}

async function closeApril(): Promise<void> {
  await closePeriod(market.deps, market.admin, "2026-04" as Period);
}

async function payApril(): Promise<void> {
  await market.setClock("2026-05-02T10:00:00Z");
  await closeApril();
  await market.approve("2026-04");
  await sendApproved(market.deps);
}

async function latestPayout(): Promise<PayoutId> {
  const [row] = await market.deps.db.sql<{ id: string }[]>`
    select id from payouts order by created_at desc limit 1`;
  return trusted.payoutId(row?.id ?? "");
}

async function expectHealthy(): Promise<void> {
  const { checks } = await verify(market.deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
}
