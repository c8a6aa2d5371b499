import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { trustedCurrency } from "@/lib/domain/currency";
import { type RunId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod } from "@/lib/domain/period";
import { createInstantWorld, type InstantWorld } from "@/scripts/testing/instant-world";
import { emptyBalance } from "@/scripts/testing/scarce-world";
import { countWaiting } from "@/scripts/testing/waiting-statements";
import { closePeriod } from "./close-period";
import { payInstantly } from "./pay-instantly";
import { prepareRun } from "./prepare-run";
import { reconcile } from "./reconcile";
import { recordEvents } from "./record-events";
import { resolveUnknown } from "./resolve-unknown";
import { retryPayouts } from "./retry-payouts";
import { savePlugin } from "./save-plugin";
import { removeApprovalThreshold, setApprovalThreshold } from "./set-approval-threshold";

const eur = (minor: bigint) => money(minor, trustedCurrency("eur"));

let world: InstantWorld;
beforeAll(async () => {
  world = await createInstantWorld();
});
afterEach(async () => {
  expect(await world.wrongs()).toEqual([]);
});
afterAll(() => world.stop());

describe("trouble on the way", () => {
  it("F41: takes hold of months' buckets in the order in which recording does", async () => {
    const { deps, admin, db } = world.market;
    const { developerId } = await world.addDeveloper("ola");
    const first = { developerId, id: trusted.pluginId("first-of-ola"), name: "First" };
    expect((await savePlugin(deps, admin, first)).ok).toBe(true);
    // By age the other way round than by plugin.
    for (const pluginId of ["ola-plugin", "first-of-ola"]) {
      await recordEvents(deps, "test", [
        {
          ...{ externalId: `free-${pluginId}`, kind: "install", amount: eur(0n) },
          ...{
            pluginId: trusted.pluginId(pluginId),
            occurredAt: deps.now(),
            correctsId: undefined,
          },
        },
      ]);
    }
    await world.pay("ola", 1_000);
    const judging = await db.sql.begin(async (recorder) => {
      await recorder`select from balances where plugin_id = 'first-of-ola' for update`;
      const judged = payInstantly(deps);
      await expect.poll(() => countWaiting(db)).toBe(1);
      await recorder`select from balances where plugin_id = 'ola-plugin' and amount = 0
        for update nowait`;
      return { judged };
    });
    expect(await judging.judged).toMatchObject({ prepared: 1 });
    await world.work();
    expect(await world.payoutsOf("ola")).toEqual(["paid 700"]);
  });

  it("is tried again by an admin after Stripe refused it", async () => {
    const { deps, admin, simulator } = world.market;
    await world.addDeveloper("ned");
    await simulator.control.addFault({
      ...{ method: "POST", path: "^/v1/transfers$", mode: "status_before", status: 400 },
      body: JSON.stringify({ error: { type: "invalid_request_error", message: "no" } }),
    });
    await world.pay("ned", 1_000);
    await world.work();
    expect(await world.payoutsOf("ned")).toEqual(["failed 700"]);
    const retried = await retryPayouts(deps, admin, { runId: await runOf("ned") });
    expect(retried.ok).toBe(true);
    await world.work();
    expect(await world.receivedBy("ned")).toEqual([700]);
  });

  it("waits for a top-up like all others once Stripe refuses its charge’s own money", async () => {
    const { deps, simulator } = world.market;
    await world.addDeveloper("una");
    await world.pay("una", 1_000, 0);
    await emptyBalance(world.market);
    await world.work();
    await world.work();
    expect(await world.payoutsOf("una")).toEqual(["approved 700"]);
    const attempts = () => deps.db.sql`select no from payout_attempts where developer_id = 'una'`;
    expect(await attempts()).toHaveLength(1);

    await simulator.control.fund("eur", 1_000_000);
    await world.market.setClock(new Date(deps.now().getTime() + 60_000).toISOString());
    await world.work();
    expect(await world.receivedBy("una")).toEqual([700]);
    expect(await attempts()).toHaveLength(2);
  });

  it("is made up for after a crash between any two steps", async () => {
    await world.addDeveloper("gil");
    await world.pay("gil", 1_000);
    // Recorded and no more: the sweep claims. Claimed and not approved: the sweep approves.
    await setApprovalThreshold(world.market.deps, world.market.admin, eur(1n));
    expect(await payInstantly(world.market.deps)).toMatchObject({ prepared: 1, approved: 0 });
    await removeApprovalThreshold(world.market.deps, world.market.admin, trustedCurrency("eur"));
    expect(await payInstantly(world.market.deps)).toMatchObject({ prepared: 0, approved: 1 });
    await world.work();
    expect(await world.receivedBy("gil")).toEqual([700]);
  });

  it("finds a transfer whose answer was lost by its charge, and sends nothing again", async () => {
    const { deps, simulator } = world.market;
    await world.addDeveloper("hal");
    await world.pay("hal", 1_000);
    await simulator.control.addFault({
      ...{ method: "POST", path: "^/v1/transfers$", mode: "error_after_effect" },
    });
    await world.work();
    expect(await world.payoutsOf("hal")).toEqual(["unknown 700"]);
    await world.market.setClock(new Date(deps.now().getTime() + 600_000).toISOString());
    expect(await resolveUnknown(deps)).toMatchObject({ paid: 1 });
    expect(await world.receivedBy("hal")).toEqual([700]);
  });

  it("is claimed by the first of two sweeps that found it waiting, and stays so", async () => {
    const { db, deps } = world.market;
    await world.addDeveloper("pia");
    await world.pay("pia", 1_000);
    const sweeps: Promise<unknown>[] = [];
    await db.sql.begin(async (transaction) => {
      await transaction`select 1 from payables where developer_id = 'pia' for update`;
      sweeps.push(payInstantly(deps), payInstantly(deps));
      await expect.poll(() => countWaiting(db)).toBe(2);
    });
    await Promise.all(sweeps);
    await world.work();
    expect(await world.payoutsOf("pia")).toEqual(["paid 700"]);
    expect(await world.receivedBy("pia")).toEqual([700]);
    const free = await db.sql`select 1 from payables
      where developer_id = 'pia' and payout_id is null`;
    expect(free).toHaveLength(0);
  });

  it.each(["the sweep", "reconcile"])(
    "pays nobody again after a backup was restored, whoever is first: %s",
    async (first) => {
      const { deps } = world.market;
      const id = first === "reconcile" ? "ivo" : "ina";
      await world.addDeveloper(id);
      await world.pay(id, 1_000);
      await world.work();
      await forgetPayout(id);
      if (first === "reconcile") {
        expect((await reconcile(deps)).fixedCount).toBe(1);
      }
      await world.work();
      expect(await world.payoutsOf(id)).toEqual(["paid 700"]);
      expect(await world.receivedBy(id)).toEqual([700]);
    },
  );

  it("pays each sale once while sales, sweeps and a monthly run claim at the same moment", async () => {
    const { deps, admin, setClock } = world.market;
    const ids = ["kim", "lea", "max"];
    const people = await Promise.all(ids.map((id) => world.addDeveloper(id)));
    const march = trustedPeriod("2026-03");
    await closePeriod(deps, admin, march);
    await setClock("2026-05-02T10:00:00Z");
    await world.market.simulator.control.fund("eur", 1_000_000);
    const at = "2026-04-20T00:00:00Z";
    const sellAll = (round: string) =>
      people.map((person) =>
        world.market.sell(person, [
          { externalId: `${round}-${person.developerId}-1`, amount: 1_000n, at },
          { externalId: `${round}-${person.developerId}-0`, amount: 0n, at },
        ]),
      );
    await Promise.all(sellAll("first"));
    const april = trustedPeriod("2026-04");
    await closePeriod(deps, admin, april);
    const claims = [payInstantly(deps), prepareRun(deps, admin, { period: april })];
    await Promise.all([...claims, ...sellAll("second"), payInstantly(deps), payInstantly(deps)]);
    await world.work();
    await prepareRun(deps, admin, { period: april });
    for (const id of ids) {
      const payouts = await world.payoutsOf(id);
      const claimed = payouts.map((line) => Number(/\d+/.exec(line)?.[0]));
      expect(claimed.reduce((sum, amount) => sum + amount, 0)).toBe(1_400);
    }
  });
});

async function runOf(developerId: string): Promise<RunId> {
  const [row] = await world.market.db.sql<{ id: string }[]>`
    select id from runs where developer_id = ${developerId} and event_id is not null`;
  return trusted.runId(row?.id ?? "");
}

/** As a backup of a moment before the sale was claimed would have it. */
async function forgetPayout(developerId: string): Promise<void> {
  await world.market.db.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update payables set payout_id = null, waits_for_instant = true
      where developer_id = ${developerId} and payout_id is not null`;
    await sql`delete from payout_attempts where developer_id = ${developerId}`;
    await sql`delete from run_approvals where run_id in
      (select id from runs where developer_id = ${developerId})`;
    await sql`delete from payouts where developer_id = ${developerId}`;
    await sql`delete from runs where developer_id = ${developerId}`;
  });
}
