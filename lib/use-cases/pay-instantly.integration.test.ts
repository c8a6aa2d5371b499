import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { trustedCurrency } from "@/lib/domain/currency";
import { type RunId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod } from "@/lib/domain/period";
import { createInstantWorld, type InstantWorld } from "@/scripts/testing/instant-world";
import { accepted } from "@/scripts/testing/payout-world";
import { approveRun } from "./approve-run";
import { cancelRun } from "./cancel-run";
import { closePeriod } from "./close-period";
import { payInstantly } from "./pay-instantly";
import { placeHold } from "./place-hold";
import { prepareRun } from "./prepare-run";
import { recordCharge } from "./record-charge";
import { removeApprovalThreshold, setApprovalThreshold } from "./set-approval-threshold";
import { setMinimum } from "./set-minimum";
import { setSchedule } from "./set-schedule";

const eur = (minor: bigint) => money(minor, trustedCurrency("eur"));

let world: InstantWorld;
beforeAll(async () => {
  world = await createInstantWorld();
});
afterEach(async () => {
  expect(await world.wrongs()).toEqual([]);
});
afterAll(() => world.stop());

describe("a sale of a developer on the instant schedule", () => {
  it("is paid at once from its own charge, before the platform has a cent available", async () => {
    await world.addDeveloper("ada");
    const charge = await world.pay("ada", 1_000);
    await world.work();
    expect(await world.payoutsOf("ada")).toEqual(["paid 700"]);
    const { transfers } = await world.market.simulator.control.state();
    expect(transfers.map((transfer) => transfer.source_transaction)).toEqual([charge]);
  });

  it("is paid once, however often it is recorded and whoever works at once", async () => {
    await world.addDeveloper("bea");
    const charge = await world.pay("bea", 1_000);
    const again = () => recordCharge(world.market.deps, charge);
    await Promise.all([again(), world.work(), again(), world.work(), world.work(), again()]);
    await world.work();
    expect(await world.receivedBy("bea")).toEqual([700]);
  });

  it("is paid from the platform's balance when the backend reported it, once there is some", async () => {
    const { deps, simulator, setClock } = world.market;
    const cleo = await world.addDeveloper("cleo");
    await world.sell(cleo, "cleo-1", 1_000n);
    await world.work();
    expect(await world.payoutsOf("cleo")).toEqual(["approved 700"]);
    await world.addDeveloper("cora");
    await world.pay("cora", 1_000);
    await world.work();
    expect(await world.payoutsOf("cora")).toEqual(["paid 700"]);
    await simulator.control.fund("eur", 700);
    await setClock(new Date(deps.now().getTime() + 120_000).toISOString());
    await world.work();
    expect(await world.payoutsOf("cleo")).toEqual(["paid 700"]);
  });

  it("leaves free installs and what is taken back to the monthly run, debts first", async () => {
    const { market } = world;
    const dan = await world.addDeveloper("dan");
    await world.sell(dan, "dan-free", 0n);
    const charge = await world.pay("dan", 1_000);
    await world.work();
    await market.simulator.control.refund(charge);
    await recordCharge(market.deps, charge);
    await world.pay("dan", 500);
    await world.work();
    expect(await world.payoutsOf("dan")).toEqual(["paid 700"]);
    await world.pay("dan", 2_000);
    await world.work();
    expect(await world.payoutsOf("dan")).toEqual(["paid 700"]);
    await world.pay("dan", 300);
    await world.work();
    // 350 + 1,400 were held back against a debt of 700: what is left covers it.
    expect(await world.payoutsOf("dan")).toEqual(["paid 210", "paid 700"]);
  });
});

describe("what keeps a sale from being paid at once", () => {
  it.each([
    { what: "an account that is not ready", id: "not-ready", isConnected: false },
    { what: "a hold", id: "held", isConnected: true },
    { what: "a minimum", id: "small", isConnected: true },
  ])("leaves it to the monthly run for good: $what", async ({ id, isConnected }) => {
    const { deps, admin } = world.market;
    const developer = await world.addDeveloper(id, isConnected);
    const { developerId } = developer;
    if (id === "held") await placeHold(deps, admin, { developerId, reason: "a test" });
    if (id === "small") await setMinimum(deps, admin, eur(100_000n));
    await world.pay(id, 1_000);
    expect(await payInstantly(deps)).toEqual({ prepared: 0, left: 1, approved: 0, failed: 0 });
    if (id === "small") await setMinimum(deps, admin, eur(1n));
    if (!isConnected) await world.market.connect(developer);
    expect(await payInstantly(deps)).toEqual({ prepared: 0, left: 0, approved: 0, failed: 0 });
    expect(await world.payoutsOf(id)).toEqual([]);
  });

  it("waits for an admin above the threshold, by the statement that refuses everybody", async () => {
    const { deps, admin } = world.market;
    await world.addDeveloper("eve");
    await setApprovalThreshold(deps, admin, eur(699n));
    await world.pay("eve", 1_000);
    await world.work();
    await world.work();
    expect(await world.payoutsOf("eve")).toEqual(["ready 700"]);
    expect((await approveRun(deps, admin, await runOf("eve"))).ok).toBe(true);
    await world.work();
    expect(await world.payoutsOf("eve")).toEqual(["paid 700"]);
    await removeApprovalThreshold(deps, admin, trustedCurrency("eur"));
  });

  it("goes with the monthly run once an admin has canceled it", async () => {
    const { deps, admin } = world.market;
    await world.addDeveloper("fay");
    await setApprovalThreshold(deps, admin, eur(1n));
    await world.pay("fay", 1_000);
    await world.work();
    expect((await cancelRun(deps, admin, await runOf("fay"))).ok).toBe(true);
    await removeApprovalThreshold(deps, admin, trustedCurrency("eur"));
    await world.work();
    expect(await world.payoutsOf("fay")).toEqual(["canceled 700"]);
    expect(await recordCharge(deps, await chargeOf("fay"))).toMatchObject({ isNew: false });
    await world.work();
    expect(await world.receivedBy("fay")).toEqual([]);
  });
});

describe("a sale that cannot be judged", () => {
  it("keeps no other waiting, and is judged once it can be", async () => {
    const { db, deps } = world.market;
    await world.addDeveloper("hob");
    await world.addDeveloper("ida");
    await world.pay("hob", 1_000);
    await world.pay("ida", 1_000);
    // The sweep judges the older one first.
    await db.sql`create function refuse() returns trigger language plpgsql
      as $$ begin raise exception 'refused in a test'; end $$`;
    await db.sql`create trigger refuse before update on payables for each row
      when (new.developer_id = 'hob') execute function refuse()`;
    const refused: string[] = [];
    const onFailure = (_id: string, error: unknown) => void refused.push(String(error));
    expect(await payInstantly(deps, { onFailure })).toMatchObject({ prepared: 1, failed: 1 });
    expect(refused).toEqual([expect.stringContaining("refused in a test")]);
    await db.sql`drop trigger refuse on payables`;
    expect(await payInstantly(deps)).toMatchObject({ prepared: 1, failed: 0 });
    await world.work();
    expect(await world.payoutsOf("ida")).toEqual(["paid 700"]);
    expect(await world.payoutsOf("hob")).toEqual(["paid 700"]);
  });
});

describe("what a month's run may still pay", () => {
  it("is not relied on: a sale that it covered a refund for is left to the month's run", async () => {
    const { deps, admin, setClock, sell } = world.market;
    const gus = await world.addDeveloper("gus");
    const { developerId } = gus;
    await world.market.simulator.control.fund("eur", 100_000);
    await setSchedule(deps, admin, { developerId, schedule: "monthly" });
    await sell(gus, [{ externalId: "gus-1", amount: 1_000n, at: "2026-03-20T00:00:00Z" }]);
    await setSchedule(deps, admin, { developerId, schedule: "instant" });
    await setClock("2026-04-12T10:00:00Z");
    const march = trustedPeriod("2026-03");
    await closePeriod(deps, admin, march);
    const back = { externalId: "gus-back", corrects: "gus-1", kind: "refund" } as const;
    await sell(gus, [{ ...back, amount: 1_000n, at: "2026-04-10T00:00:00Z" }]);
    await sell(gus, [{ externalId: "gus-2", amount: 1_000n, at: "2026-04-11T00:00:00Z" }]);
    expect(await payInstantly(deps)).toMatchObject({ prepared: 0, left: 1 });

    const run = await prepareRun(deps, admin, { period: march, developerId });
    if (run.ok) await approveRun(deps, admin, run.value.runId);
    await world.work();
    expect(await world.payoutsOf("gus")).toEqual(["paid 700 by run"]);
    const [skip] = await world.market.db.sql`
      select reason, amount, balance from sale_skips where developer_id = 'gus'`;
    expect(skip).toEqual({ reason: "owes_marketplace", amount: 700n, balance: 0n });
  });

  it("is not relied on where it comes back once a payout that is not sent is canceled", async () => {
    const { deps, admin, setClock, sell } = world.market;
    const hue = await world.addDeveloper("hue");
    const { developerId } = hue;
    await setSchedule(deps, admin, { developerId, schedule: "monthly" });
    await sell(hue, [{ externalId: "hue-1", amount: 1_000n, at: "2026-04-05T00:00:00Z" }]);
    await setClock("2026-06-10T10:00:00Z");
    const back = { externalId: "hue-back", corrects: "hue-1", kind: "refund" } as const;
    await sell(hue, [{ ...back, amount: 900n, at: "2026-05-10T00:00:00Z" }]);
    const [april, may] = [trustedPeriod("2026-04"), trustedPeriod("2026-05")];
    for (const month of [april, may]) await closePeriod(deps, admin, month);
    const prepared = accepted(await prepareRun(deps, admin, { period: may, developerId }));
    await setSchedule(deps, admin, { developerId, schedule: "instant" });
    await sell(hue, [{ externalId: "hue-2", amount: 500n, at: "2026-06-09T00:00:00Z" }]);
    expect(await payInstantly(deps)).toMatchObject({ prepared: 0, left: 1 });

    accepted(await cancelRun(deps, admin, prepared.runId));
    const run = await prepareRun(deps, admin, { period: april, developerId });
    accepted(await approveRun(deps, admin, accepted(run).runId));
    await world.work();
    expect(await world.payoutsOf("hue")).toEqual(["canceled 70 by run", "paid 700 by run"]);
  });
});

async function runOf(developerId: string): Promise<RunId> {
  const [row] = await world.market.db.sql<{ id: string }[]>`
    select id from runs where developer_id = ${developerId} and event_id is not null`;
  return trusted.runId(row?.id ?? "");
}

async function chargeOf(developerId: string): Promise<string> {
  const [row] = await world.market.db.sql<{ id: string }[]>`
    select external_id as id from events where developer_id = ${developerId}`;
  return row?.id ?? "";
}
