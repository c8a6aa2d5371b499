import { afterAll, beforeAll, expect, it } from "vitest";
import { findLastReconcile, findLastVerify } from "@/db/queries/check-results";
import { INVARIANTS } from "@/db/queries/invariants/all";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { runReconcile } from "./run-reconcile";
import { isVerifyDue, runVerify } from "./run-verify";
import { sendApproved } from "./send-approved";

const HOUR_MS = 3_600_000;

let market: Marketplace;
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
});
afterAll(() => market.stop());

it("shows no result before anybody has checked", async () => {
  const { db, deps, admin } = market;
  expect(await findLastVerify(db, admin)).toBeUndefined();
  expect(await findLastReconcile(db, admin)).toBeUndefined();
  expect(await isVerifyDue(deps, HOUR_MS)).toBe(true);
});

it("keeps each rule's result, and the newest is the last one whoever asked", async () => {
  const { db, deps, admin } = market;
  await runVerify(deps, "worker");
  await market.setClock("2026-04-02T10:59:59Z");
  expect(await isVerifyDue(deps, HOUR_MS)).toBe(false);
  await market.setClock("2026-04-02T11:00:00Z");
  expect(await isVerifyDue(deps, HOUR_MS)).toBe(true);
  const report = await runVerify(deps, "operator:ops");
  const last = await findLastVerify(db, admin);
  expect(last).toEqual({
    by: "operator:ops",
    startedAt: report.startedAt,
    tookMs: report.tookMs,
    problems: 0,
    checks: report.checks,
  });
  expect(last?.checks).toHaveLength(INVARIANTS.length + 2);
});

it("counts the rules that are broken, with what breaks them", async () => {
  const { db, deps, admin } = market;
  await db.sql.unsafe(`
    alter table balances disable trigger all;
    update balances set installs = installs + 1`);
  await runVerify(deps, admin.name);
  const last = await findLastVerify(db, admin);
  const [bucket] = await db.sql<{ id: string }[]>`select id from balances`;
  expect(last).toMatchObject({ by: admin.name, problems: 1 });
  expect(last?.checks.find(({ id }) => id === "buckets_match_events")?.ids).toEqual([bucket?.id]);
  await db.sql.unsafe(`
    update balances set installs = installs - 1;
    alter table balances enable trigger all`);
});

it("keeps what a comparison with Stripe left open, and notes who compared", async () => {
  const { db, deps, admin, simulator } = market;
  await runReconcile(deps, { by: "worker" });
  expect(await findLastReconcile(db, admin)).toMatchObject({
    ...{ by: "worker", problems: 0, differences: [], since: null },
    ...{ transfersRead: 1, payoutsRead: 1, fixedCount: 0 },
  });
  await simulator.control.reset();
  const since = new Date("2026-01-01T00:00:00Z");
  const report = await runReconcile(deps, { since, by: "operator:ops" });
  const [payout] = await db.sql<{ id: string; transfer: string }[]>`
    select id, transfer_id as transfer from payouts`;
  expect(await findLastReconcile(db, admin)).toMatchObject({
    ...{ by: "operator:ops", problems: 1, since: since.toISOString() },
    differences: [
      {
        ...{ payoutId: payout?.id, transferId: payout?.transfer },
        detail: report.differences[0]?.detail,
      },
    ],
  });
  const actors = await db.sql`select actor from audit_log where action = 'reconcile.run'`;
  expect(actors.map(({ actor }) => actor).sort()).toEqual(["operator:ops", "worker"]);
});

it("drops a result after three months", async () => {
  const { db, deps } = market;
  const [before] = await db.sql`select count(*)::int as count from check_results`;
  await market.setClock("2026-07-01T11:00:01Z");
  await runVerify(deps, "worker");
  const rows = await db.sql`select kind::text, by from check_results order by kind::text`;
  expect(before?.count).toBe(5);
  expect(rows.filter(({ kind }) => kind === "verify")).toEqual([{ kind: "verify", by: "worker" }]);
  expect(rows.filter(({ kind }) => kind === "reconcile")).toHaveLength(2);
});
