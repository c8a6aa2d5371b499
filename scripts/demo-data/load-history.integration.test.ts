import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
