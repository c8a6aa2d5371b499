import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reconcile } from "@/lib/use-cases/reconcile";
import { verify } from "@/lib/use-cases/verify";
import { createTestDatabase, type TestDatabase } from "../testing/database";
import { startTestSimulator, type TestSimulator } from "../testing/simulator";
import { CAST } from "./cast";
import { type DemoWorld, openDemoWorld } from "./demo-world";
import { loadHistory } from "./load-history";

const NOW = new Date("2026-11-20T15:00:00Z");

let simulator: TestSimulator;
let db: TestDatabase;
let world: DemoWorld;

beforeAll(async () => {
  simulator = await startTestSimulator();
  db = await createTestDatabase();
  world = openDemoWorld({
    databaseUrl: db.url,
    simulatorUrl: simulator.url,
    webUrl: "http://localhost:3000",
    stripeKey: "sk_test_sim_demo",
  });
  await loadHistory(world, NOW);
});
afterAll(async () => {
  await world.close();
  await db.drop();
  await simulator.close();
});

describe("the demo's marketplace", () => {
  it("keeps every rule of the books", async () => {
    const { checks } = await verify(world.deps);
    expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
  });

  it("agrees with Stripe, transfer by transfer, and leaves nothing for a person to look into", async () => {
    const report = await reconcile(world.deps);
    expect(report).toMatchObject({ fixedCount: 0, differenceCount: 0 });
    expect((await simulator.control.check()).problems).toEqual([]);
    const open = await db.sql`select 1 from payouts where state not in
      ('paid', 'partly_reversed', 'canceled')`;
    expect(open).toHaveLength(0);
  });

  it.each([
    ["a plugin that three developers share", "select from plugin_shares having count(*) = 3"],
    [
      "parts of sales that are shared, rounded, and taken back",
      `select from events where whole_amount is not null and kind = 'refund' and amount <> 0`,
    ],
    [
      "a plugin that changed hands",
      "select from plugin_owners where plugin_id = 'invoice-nest' having count(*) = 2",
    ],
    [
      "sales that were paid at once",
      `select from payouts where source_charge is not null
        and state = 'paid' having count(*) >= 10`,
    ],
    [
      "holding days that ended",
      "select from payout_rules having count(*) = 2 and max(holding_days) = 10",
    ],
    ["runs that took two people", "select from run_approvals where amount > threshold"],
    [
      "a credit and a debit",
      "select from events where kind = 'adjustment' having min(amount) < 0 and max(amount) > 0",
    ],
    [
      "a currency that was paused and went on",
      "select from sending_pauses having bool_and(resumed_at is not null) and count(*) > 0",
    ],
    ["a run that was canceled", "select from runs where canceled_at is not null"],
    [
      "payouts that failed and were retried",
      `select from payouts join payout_attempts on payout_id = id
        where outcome = 'refused' and state = 'paid'`,
    ],
    [
      "a payout that nobody knew the outcome of",
      `select from audit_log where action = 'payout.unknown'`,
    ],
    ["a payout that was partly taken back", "select from payouts where state = 'partly_reversed'"],
    ["what came back, paid anew", "select from payout_returns where payout_id is not null"],
    [
      "a developer who owes",
      "select from claimed_balances where payout_id is null group by developer_id having sum(developer_share) < 0",
    ],
    ["a developer on hold", "select from holds where lifted_at is null"],
  ])("has %s", async (_, rows) => {
    expect((await db.sql.unsafe(`select 1 where exists (${rows})`)).length).toBe(1);
  });

  it("was compared with Stripe's accounts just now, and nobody's standing changed by it", async () => {
    const rows = await db.sql<{ id: string; readiness: string; fetched_at: Date }[]>`
      select developer_id as id, readiness::text, fetched_at from connected_accounts`;
    expect(new Set(rows.map((row) => row.fetched_at.getTime()))).toEqual(new Set([NOW.getTime()]));
    const readiness = Object.fromEntries(rows.map((row) => [row.id, row.readiness]));
    const expected = CAST.filter(({ standing }) => standing !== "not_onboarded");
    expect(readiness).toEqual(
      Object.fromEntries(expected.map(({ id, standing }) => [id, readinessOf(standing)])),
    );
  });

  it("has people with names of their own", async () => {
    const rows = await db.sql<{ name: string; email: string }[]>`
      select name, email from users where role <> 'admin'`;
    expect(rows).toHaveLength(CAST.length);
    for (const { name, email } of rows) {
      expect(name).toMatch(/^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u);
      expect(email.split("@")[0]).toBe(name.split(" ")[0]?.toLowerCase());
    }
  });

  it("leaves the last finished month for the visitor to close", async () => {
    const rows = await db.sql<{ period: string }[]>`
      select period from periods where closed_at is not null order by period desc limit 1`;
    expect(rows).toEqual([{ period: "2026-09" }]);
  });
});

function readinessOf(standing: string): string {
  if (standing === "requirements_due") return "incomplete";
  return standing === "under_review" ? "under_review" : "ready";
}
