import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintAdmin, mintAdminKey } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { RunId } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import {
  accepted,
  addDeveloper,
  closeMonth,
  createPayoutWorld,
  type PayoutWorld,
  recordSales,
} from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { approveRun } from "./approve-run";
import { cancelRun } from "./cancel-run";
import { findSecondPerson } from "./find-second-person";
import { prepareRun } from "./prepare-run";
import { retryPayouts } from "./retry-payouts";
import { removeApprovalThreshold, setApprovalThreshold } from "./set-approval-threshold";
import { verify } from "./verify";

const EUR = trustedCurrency("eur");
const PERIOD = trustedPeriod("2026-01");
let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;
let runId: RunId;

beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

/** A prepared run of €7.00. */
beforeEach(async () => {
  await simulator.control.reset();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-03T20:00:00Z") });
  await db.sql`insert into users (id, email, role) values
    (gen_random_uuid(), 'ada@example.com', 'admin'),
    (gen_random_uuid(), 'ben@example.com', 'admin')`;
  await addDeveloper(world, "cleo");
  await recordSales(world, [{ id: "1", plugin: "cleo-plugin", amount: 1_000n, on: "2026-01-05" }]);
  await closeMonth(world, "2026-01");
  runId = accepted(await prepareRun(world.deps, world.admin, { period: PERIOD })).runId;
  return () => db.drop();
});

const setThreshold = (minor: bigint) =>
  setApprovalThreshold(world.deps, world.otherAdmin, money(minor, EUR));

describe("a run above the threshold", () => {
  it("is not approved by its preparer, on no way in, and is by somebody else", async () => {
    await setThreshold(699n);
    const refusal = {
      ok: false,
      problem: {
        kind: "needs_second_person",
        above: [{ amount: money(700n, EUR), threshold: money(699n, EUR) }],
        others: ["ben@example.com"],
      },
    };
    expect(await approveRun(world.deps, world.admin, runId)).toEqual(refusal);
    // The same person on the command line.
    const onCommandLine = mintAdmin("operator:ada@example.com");
    expect(await approveRun(world.deps, onCommandLine, runId)).toEqual(refusal);
    // The same person through keys that they made.
    for (const name of ["nightly", "user:ben@example.com", "of\nben@example.com"]) {
      const throughKey = mintAdminKey("ada@example.com", { prefix: "0123456789", name });
      expect(await approveRun(world.deps, throughKey, runId)).toEqual(refusal);
    }
    expect(await findSecondPerson(world.deps, world.admin, runId)).toBeDefined();
    expect(await findSecondPerson(world.deps, world.otherAdmin, runId)).toBeUndefined();
    const [untouched] = await db.sql`select state::text, approved_by from runs`;
    expect(untouched).toEqual({ state: "prepared", approved_by: null });

    expect(accepted(await approveRun(world.deps, world.otherAdmin, runId))).toEqual({ payouts: 1 });
    expect(await keptRules()).toEqual([["approve", "eur", 700n, 699n, "user:ben@example.com"]]);
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });

  it("is not approved when its preparer and somebody else press at once, but by the other", async () => {
    await setThreshold(0n);
    const answers = await Promise.all([
      approveRun(world.deps, world.admin, runId),
      approveRun(world.deps, world.otherAdmin, runId),
      approveRun(world.deps, world.admin, runId),
    ]);
    expect(answers.map((answer) => answer.ok)).toEqual([false, true, false]);
    const [run] = await db.sql`select approved_by from runs`;
    expect(run?.approved_by).toBe("user:ben@example.com");
  });

  it("is not retried by its preparer, one payout at a time neither", async () => {
    await setThreshold(500n);
    accepted(await approveRun(world.deps, world.otherAdmin, runId));
    await db.sql`update payouts set state = 'submitting'`;
    await db.sql`update payouts set state = 'failed', failure_code = 'balance_insufficient'`;
    const retry = (admin: PayoutWorld["admin"]) => retryPayouts(world.deps, admin, { runId });
    expect(await retry(world.admin)).toMatchObject({ problem: { kind: "needs_second_person" } });
    expect(await retry(world.otherAdmin)).toEqual({ ok: true, value: { payouts: 1 } });
    expect((await keptRules()).map(([act]) => act)).toEqual(["approve", "retry"]);
  });

  it("may be canceled by its preparer", async () => {
    await setThreshold(0n);
    expect((await cancelRun(world.deps, world.admin, runId)).ok).toBe(true);
  });
});

describe("one person is enough", () => {
  it("at the threshold, and below", async () => {
    await setThreshold(700n);
    expect(accepted(await approveRun(world.deps, world.admin, runId))).toEqual({ payouts: 1 });
    expect(await keptRules()).toEqual([["approve", "eur", 700n, 700n, "user:ada@example.com"]]);
  });

  it("where only another currency has a threshold, and where none has one", async () => {
    await setApprovalThreshold(world.deps, world.admin, money(0n, trustedCurrency("usd")));
    expect(accepted(await approveRun(world.deps, world.admin, runId))).toEqual({ payouts: 1 });
    expect(await keptRules()).toEqual([["approve", "eur", 700n, null, "user:ada@example.com"]]);
  });

  it("again when the threshold was removed, and who did it is kept", async () => {
    await setThreshold(0n);
    expect((await approveRun(world.deps, world.admin, runId)).ok).toBe(false);
    expect((await removeApprovalThreshold(world.deps, world.otherAdmin, EUR)).ok).toBe(true);
    expect((await removeApprovalThreshold(world.deps, world.otherAdmin, EUR)).ok).toBe(false);
    expect((await approveRun(world.deps, world.admin, runId)).ok).toBe(true);
    const log = await db.sql`select action, actor, detail from audit_log
      where subject = 'currency:eur' order by seq`;
    expect(log.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
      ["approval_threshold.set", "user:ben@example.com", { amount: "0" }],
      ["approval_threshold.remove", "user:ben@example.com", { amount: "0" }],
    ]);
  });
});

async function keptRules() {
  const rows = await db.sql`
    select act, currency, amount, threshold, approved_by from run_approvals order by act`;
  return rows.map((row) => [row.act, row.currency, row.amount, row.threshold, row.approved_by]);
}
