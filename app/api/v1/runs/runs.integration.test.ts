import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintAdmin } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { money } from "@/lib/domain/money";
import { trustedPeriod } from "@/lib/domain/period";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { setApprovalThreshold } from "@/lib/use-cases/set-approval-threshold";
import { verify } from "@/lib/use-cases/verify";
import { accepted } from "@/scripts/testing/payout-world";
import {
  createRunApiWorld,
  PERIOD,
  RUN_SCOPES,
  type RunApiWorld,
} from "@/scripts/testing/run-api-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as postClose } from "../periods/[period]/close/route";
import { GET as getPayable } from "../periods/[period]/payable/route";
import { GET as getPeriods } from "../periods/route";
import { POST as postApprove } from "./[id]/approve/route";
import { POST as postCancel } from "./[id]/cancel/route";
import { GET as getRunPayouts } from "./[id]/payouts/route";
import { POST as postRetry } from "./[id]/retry/route";
import { GET as getRun } from "./[id]/route";
import { GET as getSkips } from "./[id]/skips/route";
import { GET as getRuns, POST as postRun } from "./route";

let simulator: TestSimulator;
let world: RunApiWorld;
let adasKey: string;
let bensKey: string;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

beforeEach(async () => {
  world = await createRunApiWorld(simulator, { postClose, postRun });
  ({ adasKey, bensKey } = world);
  return () => world.db.drop();
});

const close = (key?: string) => world.close(key);
const prepare = (body?: object, key?: string) => world.prepare(body, key);
const act = (route: typeof postApprove, id: unknown, key = adasKey, body?: object) =>
  world.call(route, { key, method: "POST", params: { id: String(id) }, body });

async function prepared() {
  await close();
  return (await prepare()).body.id;
}

describe("preparing through the API", () => {
  it("shows beforehand what it then does, page by page", async () => {
    await close();
    const params = { period: PERIOD };
    const payable = await world.pages(getPayable, { key: adasKey, name: "payable", params });
    expect(payable.map(({ developerId, amount, skip }) => [developerId, amount, skip])).toEqual([
      ["bo", 700, null],
      ["cleo", 700, null],
      ["dee", 700, "not_onboarded"],
    ]);
    const { status, body } = await prepare();
    expect([status, body.state, body.skips]).toEqual([201, "prepared", 1]);
    expect(body.progress).toEqual([{ state: "ready", payouts: 2, amount: 1400, currency: "eur" }]);
    const run = { id: String(body.id) };
    const payouts = await world.pages(getRunPayouts, {
      key: adasKey,
      name: "payouts",
      params: run,
    });
    expect(payouts.map(({ developerId, amount }) => [developerId, amount])).toEqual([
      ["bo", 700],
      ["cleo", 700],
    ]);
    expect(await world.pages(getSkips, { key: adasKey, name: "skips", params: run })).toEqual([
      {
        ...{ developerId: "dee", currency: "eur", amount: 700, minimum: 1, payableFrom: null },
        ...{ skip: "not_onboarded", skipReason: expect.stringContaining("Stripe account") },
        hold: null,
      },
    ]);
    const [january] = await world.pages(getPeriods, { key: adasKey, name: "periods" });
    expect(january).toMatchObject({
      ...{ period: PERIOD, state: "closed", runs: 1 },
      totals: [{ currency: "eur", earned: 2100, unsettled: 700, onItsWay: 1400, paid: 0 }],
    });
  });

  it("prepares once, also when many ask at once, and names the run that waits", async () => {
    await close();
    const answers = await Promise.all(Array.from({ length: 8 }, () => prepare()));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const runId = made[0]?.body.id;
    const again = await prepare();
    expect([again.status, again.body]).toMatchObject([409, { code: "already_prepared", runId }]);
    expect(await world.db.sql`select count(*)::int as runs from runs`).toEqual([{ runs: 1 }]);
  });

  it("pays one developer or one plugin if asked, in runs that are listed page by page", async () => {
    await close();
    const one = await prepare({ period: PERIOD, developerId: "bo" });
    const other = await prepare({ period: PERIOD, pluginId: "cleo-plugin" });
    expect([one.body.developerId, other.body.pluginId]).toEqual(["bo", "cleo-plugin"]);
    const runs = await world.pages(getRuns, { key: adasKey, name: "runs" });
    expect(new Set(runs.map(({ id }) => id))).toEqual(new Set([one.body.id, other.body.id]));
    const list = async (query: string) =>
      (await world.call(getRuns, { key: adasKey, path: `runs?${query}` })).body.runs;
    expect(await list("state=approved")).toEqual([]);
    expect(await list("of=sales")).toEqual([]);
    expect(await list(`period=${PERIOD}`)).toHaveLength(2);
  });

  it.each([
    [{ period: "2026-13" }, 422, "bad_field"],
    [{ period: PERIOD, amount: 1 }, 422, "bad_field"],
    [{ period: PERIOD, developerId: "nobody" }, 422, "unknown_developer"],
    [{ period: PERIOD, pluginId: "nothing" }, 422, "unknown_plugin"],
    [{ period: "2026-02" }, 409, "period_open"],
    [{ period: PERIOD, developerId: "dee" }, 409, "nothing_to_pay"],
  ])("refuses %j, and says where to look when nobody can be paid", async (body, status, code) => {
    await close();
    const answer = await prepare(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const preview = `would be skipped. The preview says why of each, and what would change it. It is at GET /api/v1/periods/${PERIOD}/payable.`;
    if (code === "nothing_to_pay") expect(answer.body.detail).toContain(preview);
  });
});

describe("approving through the API", () => {
  it("approves once of sixteen at once, and says so to the others", async () => {
    const id = await prepared();
    const answers = await Promise.all(Array.from({ length: 16 }, () => act(postApprove, id)));
    const approved = answers.filter(({ status }) => status === 200);
    expect(approved.map(({ body }) => body.approved)).toEqual([2]);
    const told = answers.filter(({ status }) => status === 409);
    expect(told).toHaveLength(15);
    for (const { body } of told) expect(body.code).toBe("already_approved");
    const rows = await world.db.sql`select act from run_approvals`;
    expect(rows).toEqual([{ act: "approve" }]);
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });

  it("needs somebody else above the threshold: no key of the preparer's will do", async () => {
    const id = await prepared();
    const limit = money(1_399n, trustedCurrency("eur"));
    await setApprovalThreshold(world.deps, world.admin, limit);
    const secondKey = await world.newKey(RUN_SCOPES, "ada", "ben@example.com");
    for (const key of [adasKey, secondKey]) {
      const refused = await act(postApprove, id, key);
      expect([refused.status, refused.body]).toMatchObject([
        403,
        { code: "needs_second_person", others: ["ben@example.com"] },
      ]);
    }
    const { status, body } = await act(postApprove, id, bensKey);
    expect([status, body.approved]).toEqual([200, 2]);
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });

  it("counts who prepared on the command line as the same person through a key", async () => {
    await close();
    await setApprovalThreshold(world.deps, world.admin, money(0n, trustedCurrency("eur")));
    const ben = mintAdmin("operator:ben@example.com");
    const { runId } = accepted(
      await prepareRun(world.deps, ben, { period: trustedPeriod(PERIOD) }),
    );
    expect((await act(postApprove, runId, bensKey)).body.code).toBe("needs_second_person");
    expect((await act(postApprove, runId, adasKey)).status).toBe(200);
  });
});

describe("canceling and retrying through the API", () => {
  it("cancels once, and says what it did", async () => {
    const id = await prepared();
    const answers = await Promise.all(Array.from({ length: 6 }, () => act(postCancel, id)));
    const done = answers.filter(({ status }) => status === 200);
    expect(done.map(({ body }) => [body.canceled, body.kept])).toEqual([[2, 0]]);
    const again = await act(postCancel, id);
    expect([again.status, again.body.code]).toEqual([409, "already_canceled"]);
    expect((await act(postApprove, id)).body.code).toBe("run_canceled");
  });

  it("retries what failed: one payout of the run, then all, and nothing of another run", async () => {
    const id = await prepared();
    await act(postApprove, id);
    await world.db.sql`update payouts set state = 'submitting'`;
    await world.db.sql`update payouts set state = 'failed', failure_code = 'account_invalid'`;
    const [payout] = await world.db.sql`select id from payouts where developer_id = 'bo'`;
    const other = crypto.randomUUID();
    expect((await act(postRetry, id, adasKey, { payoutId: other })).body.code).toBe(
      "nothing_to_retry",
    );
    const one = await act(postRetry, id, adasKey, { payoutId: payout?.id });
    expect([one.status, one.body.retried]).toEqual([200, 1]);
    expect((await act(postRetry, id)).body.retried).toBe(1);
    expect((await act(postRetry, id)).body.code).toBe("nothing_to_retry");
    const failed = { key: adasKey, params: { id: String(id) }, path: "x?state=failed" };
    expect((await world.call(getRunPayouts, failed)).body.payouts).toEqual([]);
    const run = await world.call(getRun, { key: adasKey, params: { id: String(id) } });
    expect(run.body.progress).toMatchObject([{ state: "approved", payouts: 2 }]);
  });
});
