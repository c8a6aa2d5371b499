import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/v1/events/route";
import { GET as healthz } from "@/app/healthz/route";
import { GET as readyz } from "@/app/readyz/route";
import { addMissingPlugins } from "@/db/writes/save-catalog";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import { verify } from "@/lib/use-cases/verify";
import { closeDeps, createDeps } from "@/lib/use-cases/world";
import { until } from "./child";
import { createFaultWorld, type FaultWorld } from "./fault-world";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres";
import { doorTo, keepSending } from "./sender";

const LIMITS = { statementMs: 2_000 };
/** The server's limit, and what is added to it on the client's side. */
const DEADLINE_MS = 7_500;
/** In which a request is refused while nothing listens there. */
const REFUSED_MS = 4_000;
const NOW = new Date("2026-05-20T12:00:00Z");

let server: OwnPostgres;
let real: Deps;
let deps: Deps;
let key: string;
let round = 0;

beforeAll(async () => {
  // Each refused request leaves a line, and there are hundreds here.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  server = await startOwnPostgres();
  real = createDeps({ databaseUrl: server.url, ...LIMITS });
  deps = { ...real, now: () => NOW };
  (globalThis as { remitDeps?: Deps }).remitDeps = deps;
  const developerId = trusted.developerId("ada");
  const plugin = { id: trusted.pluginId("atlas"), name: "Atlas", developerId };
  await addMissingPlugins(deps.db, [plugin], NOW);
  const admin = mintAdmin("user:test@example.com");
  const created = await createApiKey(deps, admin, { name: "test", scopes: ["events:write"] });
  if (!created.ok) throw new Error("no key");
  key = created.value.key;
});
afterAll(async () => {
  await closeDeps(real);
  await server.remove();
});
afterEach(async () => {
  const { checks } = await verify(deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});

/** Reports sales, disturbs that, and holds what was acknowledged against what is there. */
async function send(disturb: () => Promise<void>) {
  round += 1;
  const sending = keepSending(doorTo(POST), { key, pluginId: "atlas", lanes: 8, round });
  await new Promise((resolve) => setTimeout(resolve, 200));
  await disturb();
  const since = performance.now();
  const sent = sending.acknowledged.size;
  await until("it is recorded again", () => sending.acknowledged.size > sent + 20);
  const recoveredMs = performance.now() - since;
  await sending.stop();
  const rows = await deps.db.sql`select external_id from events`;
  const ids = rows.map(({ external_id }) => String(external_id));
  expect(new Set(ids).size).toBe(ids.length);
  const present = new Set(ids);
  expect([...sending.acknowledged].filter((id) => !present.has(id))).toEqual([]);
  return { sending, recoveredMs };
}

async function killBackends(everyMs: number, times: number): Promise<void> {
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  for (let no = 0; no < times; no++) {
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name like 'remit%' and random() < 0.5`;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  await admin.end();
}

describe("recording, while PostgreSQL", () => {
  it("F09: loses backends at random: nothing acknowledged is lost, nothing hangs", async () => {
    const { sending, recoveredMs } = await send(() => killBackends(60, 80));
    expect([...sending.statuses.keys()].toSorted()).toEqual([200, 503]);
    expect(sending.slowestMs()).toBeLessThan(DEADLINE_MS);
    expect(recoveredMs).toBeLessThan(5_000);
  });

  it.each([
    ["fast", 15],
    ["immediate", 2],
  ] as const)(
    "F08: is stopped (%s) and started again after %i s: 503 with Retry-After meanwhile, nothing acknowledged is lost",
    async (how, seconds) => {
      const { sending, recoveredMs } = await send(async () => {
        await server.stop(how);
        expect(healthz().status).toBe(200);
        expect((await readyz()).status).toBe(503);
        await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
        await server.start();
      });
      expect([...sending.statuses.keys()].toSorted()).toEqual([200, 503]);
      // However long it has been away, it is asked anew each second.
      expect(sending.slowestMs()).toBeLessThan(REFUSED_MS);
      expect(recoveredMs).toBeLessThan(5_000);
      expect((await readyz()).status).toBe(200);
    },
  );

  it("F07: is killed with kill -9: what was acknowledged was on the disk", async () => {
    const { sending, recoveredMs } = await send(async () => {
      await server.kill();
      await new Promise((resolve) => setTimeout(resolve, 500));
      await server.start();
    });
    expect(sending.slowestMs()).toBeLessThan(DEADLINE_MS);
    expect(recoveredMs).toBeLessThan(5_000);
  });

  it("F42: has every row locked by somebody else: 503 within the deadline, health answers, and it goes on after", async () => {
    const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
    const { sending } = await send(async () => {
      await admin.begin(async (transaction) => {
        await transaction`lock table events in access exclusive mode`;
        await transaction`select pg_sleep(2)`;
        expect(healthz().status).toBe(200);
        expect((await readyz()).status).toBe(200);
        await transaction`select pg_sleep(2)`;
      });
      await admin.end();
    });
    expect([...sending.statuses.keys()].toSorted()).toEqual([200, 503]);
    expect(sending.slowestMs()).toBeLessThan(DEADLINE_MS);
  });
});

describe("a run, while PostgreSQL", () => {
  let world: FaultWorld;

  it.each(["kill", "immediate", "fast"] as const)(
    "F07: goes down in the middle (%s): the worker goes on within 5 s, and everybody is paid once",
    async (how) => {
      const own = await startOwnPostgres();
      world = await createFaultWorld({ db: own.database({ ...LIMITS, connectionsMax: 5 }) });
      try {
        const runId = await world.approvedRun(40);
        const worker = world.startWorker();
        await until(
          "it pays",
          async () => (await world.stateCount(runId, "paid")) > 5,
          30_000,
          worker.output,
        );
        await (how === "kill" ? own.kill() : own.stop(how));
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await own.start();
        const since = performance.now();
        const before = await world.stateCount(runId, "paid");
        await until(
          "it goes on",
          async () => (await world.stateCount(runId, "paid")) > before,
          30_000,
          worker.output,
        );
        expect(performance.now() - since).toBeLessThan(5_000);
        expect(worker.process.exitCode).toBeNull();
        await until(
          "the rest is paid",
          async () => {
            const left = await world.stateCount(runId, "approved");
            return left === 0;
          },
          100_000,
        );
        worker.signal("SIGKILL");
        await worker.exited;
        await world.advance(200);
        await world.settle(runId);
        expect(await world.problems()).toEqual([]);
      } finally {
        await world.close();
        await own.remove();
      }
    },
  );
});
