import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { setCloseSchedule } from "@/lib/use-cases/set-close-schedule";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { accepted, addDeveloper, recordSales } from "@/scripts/testing/payout-world";
import { CRASH_POINTS, crashPointsOf } from "./crash-points";
import { createDeaths, type Deaths } from "./deaths";
import { createFaultWorld, type FaultWorld } from "./fault-world";

const DAY_SECONDS = 86_400;
const KILLED = { code: null, signal: "SIGKILL" };

let world: FaultWorld;
let deaths: Deaths;

beforeAll(async () => {
  world = await createFaultWorld();
  deaths = createDeaths(world);
});
afterAll(() => world?.close());
afterEach(async () => {
  expect(await deaths.problems()).toEqual([]);
});

describe("kill -9 while the worker acts on a webhook about a customer's payment", () => {
  let payments = 0;

  beforeAll(async () => {
    await addDeveloper(world, "ada", { plugins: ["atlas"] });
  });

  it.each([...crashPointsOf("inbox"), ...crashPointsOf("charge")])(
    "F01–F03: at %s (%s): the sale is recorded once",
    async (step) => {
      const metadata = { remit_plugin_id: "atlas" };
      const paid = { amount: 1_000, currency: "eur", metadata };
      const charge = (await world.simulator.control.charge(paid)).id;
      payments += 1;
      await world.db.sql`
        insert into stripe_events (id, type, object_id, payload, received_at)
        values (${`evt_${payments}`}, 'charge.succeeded', ${charge}, '{}', ${world.now()})`;
      await world.advance(60);
      expect(await deaths.dieAt(step, "worker")).toEqual(KILLED);
      await deaths.restart();
      const sales = await world.db.sql`select external_id from events where source = 'stripe'`;
      const ids = sales.map(({ external_id }) => external_id);
      expect(ids).toHaveLength(payments);
      expect(ids).toContain(charge);
      const open = await world.db.sql`select id from stripe_events where processed_at is null`;
      expect(open).toHaveLength(0);
    },
  );
});

describe("kill -9 while a sale is paid at once", () => {
  it.each(crashPointsOf("instant"))(
    "F01–F03: at %s (%s): one payout, one transfer",
    async (step) => {
      const id = `at-once-${step.replace(".", "-")}`;
      const developerId = await addDeveloper(world, id);
      const change = { developerId, schedule: "instant" } as const;
      accepted(await setSchedule(world.deps, world.admin, change));
      const on = world.now().toISOString().slice(0, 10);
      await recordSales(world, [
        { id: `sale-of-${id}`, plugin: `${id}-plugin`, amount: 1_000n, on },
      ]);
      expect(await deaths.dieAt(step, "worker")).toEqual(KILLED);
      await deaths.restart();
      const payouts = await world.db.sql<{ state: string; destination: string }[]>`
      select state, destination from payouts where developer_id = ${developerId}`;
      expect(payouts.map(({ state }) => state)).toEqual(["paid"]);
      const { transfers } = await world.simulator.control.state();
      const own = transfers.filter(({ destination }) => destination === payouts[0]?.destination);
      expect(own).toHaveLength(1);
    },
  );
});

describe("kill -9 while a month is closed and prepared by the clock", () => {
  beforeAll(async () => {
    await addDeveloper(world, "monthly");
    const schedule = { day: 3, hour: 9, approves: true };
    accepted(await setCloseSchedule(world.deps, world.admin, schedule));
  });

  it.each(crashPointsOf("close"))("F01–F03: at %s (%s): one run, paid once", async (step) => {
    const on = world.now().toISOString().slice(0, 10);
    const sale = { plugin: "monthly-plugin", amount: 2_000n, on };
    await recordSales(world, [{ id: `sale-before-${step}`, ...sale }]);
    await world.advance(35 * DAY_SECONDS);
    expect(await deaths.dieAt(step, "worker")).toEqual(KILLED);
    await deaths.restart();
    const runs = await world.db.sql<{ state: string; payouts: number }[]>`
      select run.period, count(payout.id)::int as payouts,
        min(payout.state::text) as state
      from runs as run join payouts as payout on payout.run_id = run.id
      where payout.developer_id = 'monthly' group by run.id order by run.period desc`;
    expect(runs[0]).toMatchObject({ state: "paid", payouts: 1 });
    expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(runs.length);
    const unpaid = await world.db.sql`
      select id from payables where developer_id = 'monthly' and payout_id is null`;
    expect(unpaid).toHaveLength(0);
  });
});

it("F01–F03: every point of the inbox, of charges, of paying at once and of closing was played", () => {
  expect(deaths.missing("inbox", "charge", "instant", "close")).toEqual([]);
});

it("F01–F03: every kind of work has its test, here or in worker and crash-points-of-people", () => {
  const works = new Set(Object.keys(CRASH_POINTS).map((step) => step.split(".")[0]));
  const elsewhere = ["send", "resolve", "reverse", "resolve_reversal", "onboard"];
  expect(works).toEqual(new Set([...elsewhere, "inbox", "charge", "instant", "close"]));
});
