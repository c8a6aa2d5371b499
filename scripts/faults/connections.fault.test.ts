import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/v1/events/route";
import { GET as healthz } from "@/app/healthz/route";
import { GET as readyz } from "@/app/readyz/route";
import type { RunId } from "@/lib/domain/ids";
import { approveRun } from "@/lib/use-cases/approve-run";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import { closeDeps, createDeps } from "@/lib/use-cases/world";
import { accepted, addDeveloper } from "@/scripts/testing/payout-world";
import { until } from "./child";
import { createFaultWorld, type FaultWorld, START } from "./fault-world";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres";
import { doorTo, keepSending } from "./sender";
import { keepTaking, type Taking } from "./take-connections";

/** In which a request is refused by a server that has no room for it. */
const REFUSED_MS = 2_000;
/** For what happens sooner or later. */
const PATIENCE_MS = 60_000;

let server: OwnPostgres;
let world: FaultWorld;
let web: Deps;
let key: string;
let taking: Taking | undefined;

beforeAll(async () => {
  // Each refused request leaves a line, and there are hundreds here.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  server = await startOwnPostgres();
  world = await createFaultWorld({ db: server.database({ connectionsMax: 5 }) });
  await addDeveloper(world, "ada", { plugins: ["atlas"] });
  const named = { name: "test", scopes: ["events:write"] } as const;
  key = accepted(await createApiKey(world.deps, world.admin, named)).key;
  web = createDeps({ databaseUrl: server.url });
  (globalThis as { remitDeps?: Deps }).remitDeps = { ...web, now: world.now };
});
afterEach(async () => {
  await taking?.letGo();
  expect(await world.problems()).toEqual([]);
});
afterAll(async () => {
  await closeDeps(web);
  await world.close();
  await server.remove();
});

async function takeWhatIsFree(): Promise<void> {
  const own = keepTaking(server.url);
  taking = own;
  await until("no connection is left", () => own.refusals() > 0);
}

describe("a server that has no connection left", () => {
  it("F42: makes the web answer 503 within two seconds; health answers, and it goes on after", async () => {
    await takeWhatIsFree();
    const occurredAt = START.toISOString();
    const options = { key, pluginId: "atlas", lanes: 8, round: 1, occurredAt };
    const sending = keepSending(doorTo(POST), options);
    await until("it refuses", () => (sending.statuses.get(503) ?? 0) >= 100);
    expect(healthz().status).toBe(200);
    expect((await readyz()).status).toBe(503);
    expect(sending.slowestMs()).toBeLessThan(REFUSED_MS);
    expect(sending.acknowledged).toEqual(new Set());

    await taking?.letGo();
    await until("it records", () => sending.acknowledged.size > 20);
    expect((await readyz()).status).toBe(200);
    await sending.stop();
    expect([...sending.statuses.keys()].toSorted()).toEqual([200, 503]);
    const rows = await world.db.sql`select external_id from events`;
    const present = new Set(rows.map(({ external_id }) => external_id));
    expect([...sending.acknowledged].filter((id) => !present.has(id))).toEqual([]);
  });

  it("F42: does not stop a worker, who goes on with those it has; everybody is paid once", async () => {
    const isPaid = async (runId: RunId, count: number) =>
      (await world.stateCount(runId, "paid")) >= count;
    const first = await world.approvedRun(20);
    const next = await world.preparedRun(20);
    const worker = world.startWorker();
    await until("it pays", () => isPaid(first, 20), PATIENCE_MS, worker.output);
    await takeWhatIsFree();
    accepted(await approveRun(world.deps, world.admin, next));
    // What needs one more than it has fails, and is tried again.
    await until("it goes on", () => isPaid(next, 10), PATIENCE_MS, worker.output);
    expect(worker.process.exitCode).toBeNull();
    await taking?.letGo();
    worker.signal("SIGTERM");
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    await world.advance(200);
    await world.settle(next);
  });
});
