import { closeSync, existsSync, openSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { buildIfNeeded } from "@/scripts/supervisor/build";
import { accepted, addDeveloper } from "@/scripts/testing/payout-world";
import { signInAdmin } from "./admin-browser";
import { until } from "./child";
import { createFaultWorld, type FaultWorld, START } from "./fault-world";
import { FULL_DISK } from "./full-disk";
import { whileHeld } from "./held-statements";
import { doorAt, keepSending, type Sending, untilItHearsTheTime } from "./sender";
import { type FaultWeb, startFaultWeb } from "./web-process";

const BUILD_MS_MAX = 900_000;
const BLOCKED_MS = 10_000;
const RECORDING_MS_MAX = 60_000;
/** Enough for the web, and soon full. */
const HEAP = "--max-old-space-size=200";
const PRELOAD = ["--max-semi-space-size=8", "--import", "./scripts/faults/failing-on-command.ts"];

let world: FaultWorld;
let key: string;
let rounds = 0;

beforeAll(async () => {
  await buildIfNeeded((line) => process.stdout.write(`${line}\n`));
  world = await createFaultWorld();
  await addDeveloper(world, "ada", { plugins: ["atlas"] });
  const named = { name: "test", scopes: ["events:write"] } as const;
  key = accepted(await createApiKey(world.deps, world.admin, named)).key;
}, BUILD_MS_MAX);
afterAll(() => world?.close());
afterEach(async () => {
  expect(await world.problems()).toEqual([]);
});

async function send(web: FaultWeb): Promise<Sending> {
  rounds += 1;
  const door = doorAt(web.url);
  const sale = { key, pluginId: "atlas" };
  await untilItHearsTheTime(door, sale, world.now);
  const occurredAt = START.toISOString();
  return keepSending(door, { ...sale, lanes: 8, round: rounds, occurredAt });
}

async function recordsAgain(sending: Sending): Promise<void> {
  const before = sending.acknowledged.size;
  await until("it records", () => sending.acknowledged.size > before + 50, RECORDING_MS_MAX);
}

async function expectKept({ acknowledged, statuses }: Sending, answers = [200]): Promise<void> {
  expect([...statuses.keys()].toSorted()).toEqual(answers);
  const rows = await world.db.sql`select external_id from events
    where external_id like ${`round-${rounds}-%`}`;
  const ids = rows.map(({ external_id }) => String(external_id));
  expect(new Set(ids).size).toBe(ids.length);
  const present = new Set(ids);
  expect([...acknowledged].filter((id) => !present.has(id))).toEqual([]);
}

async function approving(web: FaultWeb) {
  const runId = await world.preparedRun(6);
  const [run] = await world.db.sql<{ period: string }[]>`
    select period from runs where id = ${runId}`;
  const browser = await signInAdmin(world, web.url);
  const place = `/admin/periods/${run?.period}?run=${runId}`;
  return { runId, approve: () => browser.press(place, "approveRun", { runId }) };
}

it("F52: an event loop that is blocked for ten seconds: not ready meanwhile, and then everything is answered once", async () => {
  const web = await startFaultWeb(world, {
    nodeFlags: PRELOAD,
    env: { REMIT_TEST_FAILURE: `block:${BLOCKED_MS}` },
  });
  const { runId, approve } = await approving(web);
  const sending = await send(web);
  await recordsAgain(sending);
  const since = performance.now();
  const click = approve();
  await whileHeld(world, "approving", async () => {
    web.child().signal("SIGUSR2");
    await until("it is not ready", async () => (await web.readiness()) === undefined);
  });
  await until("it is ready again", async () => (await web.readiness()) === 200);
  expect(performance.now() - since).toBeGreaterThanOrEqual(BLOCKED_MS);
  expect(await click).toMatchObject({ status: "done" });
  await recordsAgain(sending);
  await sending.stop();
  expect(sending.unanswered()).toBe(0);
  await expectKept(sending);
  await world.settle(runId);
  await web.kill();
});

it("F52: out of memory: it ends with nothing half done, and goes on when it is started again", async () => {
  const web = await startFaultWeb(world, {
    nodeFlags: [HEAP, ...PRELOAD],
    env: { REMIT_TEST_FAILURE: "hoard" },
  });
  const { runId, approve } = await approving(web);
  const sending = await send(web);
  await recordsAgain(sending);
  const click = approve();
  await whileHeld(world, "approving", async () => {
    web.child().signal("SIGUSR2");
    await until("it is not ready", async () => (await web.readiness()) === undefined);
  });
  expect(await web.child().exited).toEqual({ code: null, signal: "SIGABRT" });
  expect(await web.readiness()).toBeUndefined();
  expect(web.child().output()).toContain("heap out of memory");
  expect(await click).toBeUndefined();
  await web.start();
  await recordsAgain(sending);
  await sending.stop();
  expect(sending.unanswered()).toBeGreaterThan(0);
  await expectKept(sending);
  // Its statement had come to the database: approved, and pressing again says so.
  expect(new Set((await world.payoutsOf(runId)).map(({ state }) => state))).toEqual(
    new Set(["approved"]),
  );
  expect(await approve()).toMatchObject({ status: "rejected" });
  await world.settle(runId);
  await web.kill();
});

/** Serves, records and approves, while it has something to say and cannot say it; then ends. */
async function expectServes(web: FaultWeb): Promise<void> {
  const { runId, approve } = await approving(web);
  const sending = await send(web);
  await recordsAgain(sending);
  // Each request that it has to refuse is a line of its log.
  await whileHeld(world, "recording", () =>
    until("requests are refused", async () => {
      await endWaitingStatements();
      return (sending.statuses.get(503) ?? 0) > 0;
    }),
  );
  await recordsAgain(sending);
  expect(await approve()).toMatchObject({ status: "done" });
  await sending.stop();
  await expectKept(sending, [200, 503]);
  await world.settle(runId);
  web.child().signal("SIGTERM");
  expect(await web.child().exited).toEqual({ code: 143, signal: null });
}

/** As when the database loses the connections that they came on. */
async function endWaitingStatements(): Promise<void> {
  await world.db.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;
}

it.skipIf(!existsSync(FULL_DISK))(
  "F44: a web whose output goes to a full disk keeps serving, and ends when told to",
  async () => {
    const output = openSync(FULL_DISK, "w");
    await expectServes(await startFaultWeb(world, { output }));
    closeSync(output);
  },
);

it("F44: a web whose output nobody reads any more keeps serving, and ends when told to", async () => {
  const web = await startFaultWeb(world);
  const { stdout, stderr } = web.child().process;
  stdout?.destroy();
  stderr?.destroy();
  await expectServes(web);
});
