import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { buildIfNeeded } from "@/scripts/supervisor/build";
import { SECRET } from "@/scripts/testing/marketplace";
import { accepted, addDeveloper } from "@/scripts/testing/payout-world";
import { type AdminBrowser, signInAdmin } from "./admin-browser";
import { until } from "./child";
import { createFaultWorld, type FaultWorld, START } from "./fault-world";
import { whileHeld } from "./held-statements";
import { doorAt, keepSending, type Sending, untilItHearsTheTime } from "./sender";
import { type SlowRequest, sendSlowly } from "./slow-request";
import { type FaultWeb, startFaultWeb } from "./web-process";

const BUILD_MS_MAX = 900_000;
const EXIT_MS_MAX = 10_000;
const RECORDING_MS_MAX = 60_000;
/** Nobody listens there, so whoever read from it would fail. */
const NOBODYS_REPLICA = "postgres://nobody@127.0.0.1:1/none";

let world: FaultWorld;
let web: FaultWeb;
let browser: AdminBrowser;
let key: string;
let rounds = 0;

beforeAll(async () => {
  await buildIfNeeded((line) => process.stdout.write(`${line}\n`));
  world = await createFaultWorld();
  await addDeveloper(world, "ada", { plugins: ["atlas"] });
  const named = { name: "test", scopes: ["events:write"] } as const;
  key = accepted(await createApiKey(world.deps, world.admin, named)).key;
  web = await startFaultWeb(world, { env: { DATABASE_READ_URL: NOBODYS_REPLICA } });
  browser = await signInAdmin(world, web.url);
}, BUILD_MS_MAX);
afterAll(() => world?.close());
afterEach(async () => {
  expect(await world.problems()).toEqual([]);
});

it("F45: the address of a replica is not used yet, and the start says so", async () => {
  expect(web.child().output()).toContain("DATABASE_READ_URL is set, but not used yet");
  expect(await browser.page("/admin/periods")).toContain("Which months are closed");
});

describe("kill -9 of the web, while an admin approves a run on its page", () => {
  const approve = async (runId: string) =>
    browser.press(await pageOf(runId), "approveRun", { runId });

  /** Dead now. What the database still does for it comes to its end; then the web starts again. */
  const cameOut = async (runId: string) => {
    const states = new Set((await world.payoutsOf(trusted.runId(runId))).map(({ state }) => state));
    await web.start();
    const page = await browser.page(await pageOf(runId));
    return { states: [...states], saysPreview: /Preview: \d+ payout/.test(page) };
  };

  it.each([0, 40])(
    "F05: %i ms after the click: approved fully or not at all, and a reload shows which",
    async (afterMs) => {
      const runId = await world.preparedRun(6);
      await browser.page(await pageOf(runId));
      const click = approve(runId);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await web.kill();
      await click;
      const { states, saysPreview } = await cameOut(runId);
      expect(states).toHaveLength(1);
      expect(saysPreview).toBe(states[0] === "ready");
      const again = await approve(runId);
      expect(again).toMatchObject({ status: saysPreview ? "done" : "rejected" });
      await world.settle(runId);
    },
  );

  it("F05: as soon as it is approved: a reload says so, whether the click was answered or not", async () => {
    const runId = await world.preparedRun(6);
    const click = approve(runId);
    await until(
      "it is approved",
      async () => (await world.stateCount(trusted.runId(runId), "approved")) > 0,
    );
    await web.kill();
    await click;
    expect(await cameOut(runId)).toEqual({ states: ["approved"], saysPreview: false });
    await world.settle(runId);
  });

  it("F05: with its statement at the database: approved, by one approval, though nobody was told", async () => {
    const runId = await world.preparedRun(6);
    const click = approve(runId);
    await whileHeld(world, "approving", () => web.kill());
    expect(await click).toBeUndefined();
    expect(await cameOut(runId)).toEqual({ states: ["approved"], saysPreview: false });
    expect(await approve(runId)).toMatchObject({ status: "rejected" });
    await world.settle(runId);
  });
});

async function pageOf(runId: string): Promise<string> {
  const [run] = await world.db.sql<{ period: string }[]>`
    select period from runs where id = ${runId}`;
  return `/admin/periods/${run?.period}?run=${runId}`;
}

describe("sales that are reported over HTTP", () => {
  const send = async (batch = 1): Promise<Sending> => {
    rounds += 1;
    const door = doorAt(web.url);
    const sale = { key, pluginId: "atlas" };
    await untilItHearsTheTime(door, sale, world.now);
    const occurredAt = START.toISOString();
    return keepSending(door, { ...sale, lanes: 8, round: rounds, batch, occurredAt });
  };

  /** What the sender's own log says, held against the books. */
  const expectKept = async ({ acknowledged }: Sending) => {
    const rows = await world.db.sql`select external_id from events
      where external_id like ${`round-${rounds}-%`}`;
    const ids = rows.map(({ external_id }) => String(external_id));
    expect(new Set(ids).size).toBe(ids.length);
    const present = new Set(ids);
    expect([...acknowledged].filter((id) => !present.has(id))).toEqual([]);
  };

  const recordsAgain = async (sending: Sending) => {
    const before = sending.acknowledged.size;
    await until(
      "it is recorded again",
      () => sending.acknowledged.size > before + 50,
      RECORDING_MS_MAX,
      () => JSON.stringify([...sending.statuses]) + web.child().output(),
    );
  };

  it.each([1, 40])(
    "F05: kill -9 of the web under load (%i a request), three times: what was acknowledged is there once, the rest was sent again",
    async (batch) => {
      const sending = await send(batch);
      for (let death = 1; death <= 3; death++) {
        await recordsAgain(sending);
        // With statements of the dead under way, which nobody will be told the outcome of.
        await whileHeld(world, "recording", () => web.kill());
        await web.start();
        await recordsAgain(sending);
      }
      await sending.stop();
      expect(sending.unanswered()).toBeGreaterThan(0);
      expect([...sending.statuses.keys()]).toEqual([200]);
      await expectKept(sending);
    },
  );

  it("F06: SIGTERM of the web under load: it ends within ten seconds, and nothing acknowledged is lost", async () => {
    const sending = await send();
    await recordsAgain(sending);
    const since = performance.now();
    web.child().signal("SIGTERM");
    expect(await web.child().exited).toEqual({ code: 143, signal: null });
    expect(performance.now() - since).toBeLessThan(EXIT_MS_MAX);
    await web.start();
    await recordsAgain(sending);
    await sending.stop();
    expect([...sending.statuses.keys()]).toEqual([200]);
    await expectKept(sending);
  });

  it("F06: SIGTERM of the web: requests that it has taken are answered before it ends", async () => {
    rounds += 1;
    const requests = Array.from({ length: 8 }, (_, no) => reportOne(`round-${rounds}-${no}`));
    const since = performance.now();
    await whileHeld(world, "recording", async () => {
      await Promise.all(requests.map(({ taken }) => taken));
      web.child().signal("SIGTERM");
      await until("it takes no more", async () => (await web.readiness()) === undefined);
    });
    const statuses = await Promise.all(requests.map(({ status }) => status));
    expect(statuses).toEqual(requests.map(() => 200));
    expect(await web.child().exited).toEqual({ code: 143, signal: null });
    expect(performance.now() - since).toBeLessThan(EXIT_MS_MAX);
    await web.start();
  });

  function reportOne(externalId: string): SlowRequest {
    const occurredAt = START.toISOString();
    const event = { externalId, kind: "install", pluginId: "atlas", amount: 999, currency: "EUR" };
    const body = JSON.stringify({ events: [{ ...event, occurredAt }] });
    return sendSlowly(new URL("/api/v1/events", web.url), { authorization: `Bearer ${key}` }, body);
  }
});

describe("Stripe's webhooks", () => {
  it("F05, F22: kill -9 of the web while they come in: each is taken in once and acted on once", async () => {
    const { control } = world.simulator;
    const place = `${web.url}/api/stripe/webhook`;
    const endpoint = await control.addEndpoint({ url: place, secret: SECRET, hears: "platform" });
    const metadata = { remit_plugin_id: "atlas" };
    const pay = () => control.charge({ amount: 1_000, currency: "eur", metadata });
    const charges = await Promise.all(Array.from({ length: 40 }, pay));
    await until("some were taken in", async () => (await takenIn()) > 5);
    charges.push(...(await Promise.all(Array.from({ length: 40 }, pay))));
    // The dead took these in too, and could not say so: Stripe sends them again.
    await whileHeld(world, "takingWebhooksIn", () => web.kill());
    await web.start();
    await world.advance(3_600);
    await control.webhooksSettled();

    const deliveries = (await control.deliveries()).filter((each) => each.endpoint === endpoint.id);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["delivered"]));
    expect(deliveries.some(({ attempts }) => attempts.length > 1)).toBe(true);
    expect(await takenIn()).toBe(new Set(deliveries.map(({ event }) => event)).size);
    // The web's clock follows the world's, which stands still, and may be ahead by a moment.
    await world.advance(60);
    const worker = world.startWorker("--once");
    expect((await worker.exited).code).toBe(0);
    const left = await world.db.sql`
      select type, received_at, attempts from stripe_events where processed_at is null`;
    expect(left, worker.output()).toEqual([]);
    const sales = await world.db.sql`select external_id from events where source = 'stripe'`;
    const ids = sales.map(({ external_id }) => String(external_id)).toSorted();
    expect(ids).toEqual(charges.map(({ id }) => id).toSorted());
    await control.removeEndpoint(endpoint.id);
  });

  async function takenIn(): Promise<number> {
    const [row] = await world.db.sql<{ count: number }[]>`
      select count(*)::int as count from stripe_events`;
    return row?.count ?? 0;
  }
});
