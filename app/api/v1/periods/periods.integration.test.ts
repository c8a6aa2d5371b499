import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { accepted, addDeveloper, recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { PERIOD_OPERATIONS } from "../operations/periods";
import { POST as postClose } from "./[period]/close/route";
import { GET as getPeriods } from "./route";

const PERIOD = "2026-01";
let simulator: TestSimulator;
let world: AdminApiWorld;
let adasKey: string;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

beforeEach(async () => {
  await simulator.control.reset();
  world = await createAdminApiWorld(simulator);
  adasKey = await world.newKey(["periods:close"]);
  await addDeveloper(world, "bo", { readiness: undefined });
  await recordSales(world, [{ id: "1", plugin: "bo-plugin", amount: 1_000n, on: "2026-01-05" }]);
  return () => world.db.drop();
});

const close = () =>
  world.call(postClose, { key: adasKey, method: "POST", params: { period: PERIOD } });

describe("closing through the API", () => {
  it("closes a month once, also when many ask at once, and says who did it", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => close()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const by = expect.stringMatching(/^key:ada@example\.com [0-9a-f]{10} nightly-close$/);
    for (const { status, body } of answers.filter(({ status }) => status !== 200)) {
      expect([status, body]).toEqual([
        409,
        expect.objectContaining({ code: "already_closed", by }),
      ]);
    }
    const entries = await world.db.sql`select actor from audit_log where action = 'period.close'`;
    expect(entries).toEqual([{ actor: by }]);
  });

  it("keeps the order of months, and refuses one that is still running", async () => {
    await recordSales(world, [{ id: "old", plugin: "bo-plugin", amount: 100n, on: "2025-12-05" }]);
    expect((await close()).body.code).toBe("earlier_period_open");
    const running = { key: adasKey, method: "POST", params: { period: "2026-02" } };
    expect((await world.call(postClose, running)).body.code).toBe("period_not_ended");
    const wrong = { key: adasKey, method: "POST", params: { period: "2026-13" } };
    expect((await world.call(postClose, wrong)).body.code).toBe("bad_period");
  });

  it("takes no field, whatever it is called", async () => {
    const call = {
      key: adasKey,
      method: "POST",
      params: { period: PERIOD },
      body: { force: true },
    };
    expect((await world.call(postClose, call)).status).toBe(422);
  });
});

describe("listing through the API", () => {
  it("counts the runs of a month that are for everybody and not canceled, as it says", async () => {
    const key = await world.newKey(["finance:read"]);
    const expectRuns = async (runs: number) => {
      const { body } = await world.call(getPeriods, { key });
      expect(body.periods).toMatchObject([{ period: PERIOD, runs }]);
    };
    const prepare = async (scope = {}) => {
      const wish = { period: trustedPeriod(PERIOD), ...scope };
      return accepted(await prepareRun(world.deps, world.admin, wish)).runId;
    };
    await addDeveloper(world, "dee");
    await recordSales(world, [{ id: "2", plugin: "dee-plugin", amount: 1_000n, on: "2026-01-05" }]);
    await close();
    const ofOne = [{ developerId: trusted.developerId("dee") }, { pluginId: "dee-plugin" }];
    for (const scope of ofOne) {
      const runId = await prepare(scope);
      await expectRuns(0);
      accepted(await cancelRun(world.deps, world.admin, runId));
    }
    const runId = await prepare();
    await expectRuns(1);
    accepted(await cancelRun(world.deps, world.admin, runId));
    await expectRuns(0);
    const [list] = PERIOD_OPERATIONS.filter(({ id }) => id === "listPeriods");
    const described = JSON.stringify(list?.answers.map(({ schema }) => schema?.toJSONSchema()));
    expect(described).toContain("Prepared or approved ones for everybody.");
  });
});
