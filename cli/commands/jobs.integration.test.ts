import { afterAll, beforeAll, expect, it } from "vitest";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { type CommandLine, openCommandLine } from "../testing/command-line";

const NOW = "2026-04-02T10:00:00Z";
const AS = ["--as", "fin@example.com"];

let market: Marketplace;
let commandLine: CommandLine;
beforeAll(async () => {
  market = await createMarketplace();
  const ada = await market.addDeveloper("ada");
  await market.sell(ada, [{ externalId: "a1", amount: 999n, at: "2026-03-01T00:00:00Z" }]);
  await market.db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
  commandLine = openCommandLine({
    DATABASE_URL: market.db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_tests",
    STRIPE_API_BASE: market.simulator.url,
    REMIT_CLOCK: NOW,
  });
});
afterAll(async () => {
  commandLine.stop();
  await market.stop();
});

it("runs a job now, and keeps whose run it was and how it ended for everybody to see", async () => {
  const verified = await commandLine.remit("jobs", "run", "verify", "--json", ...AS);
  expect(verified.code).toBe(0);
  expect(JSON.parse(verified.out)).toEqual({
    ...{ name: "verify", outcome: "done" },
    message: expect.stringMatching(/^All \d+ rules hold\.$/),
  });
  const rows = await market.db.sql`select name, started_by, outcome from jobs`;
  expect(rows).toEqual([
    { name: "verify", started_by: "operator:fin@example.com", outcome: "done" },
  ]);
});

it("refuses names that are none with those that are, and closing, which is no click", async () => {
  const [unknown, close] = await Promise.all([
    commandLine.remit("jobs", "run", "backup", ...AS),
    commandLine.remit("jobs", "run", "close", ...AS),
  ]);
  expect(unknown).toMatchObject({
    ...{ code: 1, error: expect.stringContaining("it is one of sweep, verify, reconcile") },
  });
  expect(close).toMatchObject({ code: 1, error: expect.stringContaining("`remit period close`") });
  const closed = await market.db.sql`select from periods where closed_at is not null`;
  expect(closed).toHaveLength(0);
});

it("says that nobody looks for work, and fails while what it found needs a person", async () => {
  await market.db.sql.unsafe(`
    alter table balances disable trigger all;
    update balances set installs = installs + 1;
    alter table balances enable trigger all`);
  const [silent, broken] = await Promise.all([
    commandLine.remit("jobs", "run", "sweep"),
    commandLine.remit("jobs", "run", "verify"),
  ]);
  expect(silent).toMatchObject({ code: 1, error: expect.stringContaining("No worker has looked") });
  expect(broken).toMatchObject({ code: 1, out: expect.stringMatching(/\d+ rules? of \d+ broken/) });
});
