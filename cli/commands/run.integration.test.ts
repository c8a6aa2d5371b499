import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { addDeveloper, createPayoutWorld, recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { type CommandLine, openCommandLine } from "../testing/command-line";

let simulator: TestSimulator;
let db: TestDatabase;
let commandLine: CommandLine;

beforeAll(async () => {
  simulator = await startTestSimulator();
  db = await createTestDatabase();
  const world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  await addDeveloper(world, "ada");
  await addDeveloper(world, "ben", { readiness: undefined });
  await addDeveloper(world, "cleo", { readiness: undefined });
  await db.sql`insert into holds (id, developer_id, reason, placed_by, placed_at)
    values (gen_random_uuid(), 'cleo', 'A dispute', 'user:fin@example.com', '2026-02-01')`;
  await recordSales(world, [
    { id: "1", plugin: "ada-plugin", amount: 1_000n, on: "2026-01-05" },
    { id: "2", plugin: "ben-plugin", amount: 1_000n, on: "2026-01-05" },
    { id: "3", plugin: "cleo-plugin", amount: 1_000n, on: "2026-01-05" },
  ]);
  commandLine = openCommandLine({
    DATABASE_URL: db.url,
    STRIPE_SECRET_KEY: "sk_test_sim_payouts",
    STRIPE_API_BASE: simulator.url,
    REMIT_CLOCK: "2026-02-02T10:00:00Z",
  });
});
afterAll(async () => {
  commandLine.stop();
  await db.drop();
  await simulator.close();
});

it("pays a period step by step, and says clearly why a step is refused", async () => {
  await db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
  const as = ["--as", "fin@example.com"];
  const early = await commandLine.remit("run", "prepare", "2026-01", ...as);
  expect(early).toMatchObject({ code: 1, error: expect.stringContaining("close it first") });
  expect(await commandLine.remit("period", "close", "2026-01", ...as)).toMatchObject({ code: 0 });
  const adjust = ["adjust", "ada", "ada-plugin", "--currency", "eur", "--note", "n", ...as];
  const debit = await commandLine.remit(...adjust, "--debit", "1.00", "--reason", "fee");
  expect(debit).toMatchObject({ code: 0, out: expect.stringContaining("−€1.00 for ada recorded") });
  const wrong = await commandLine.remit(...adjust, "--credit", "1.00", "--reason", "because");
  expect(wrong).toMatchObject({ code: 1, error: expect.stringContaining("one of correction") });
  const prepared = await commandLine.remit("run", "prepare", "2026-01", "--json", ...as);
  const { runId, payouts, skips } = JSON.parse(prepared.out);
  expect({ payouts, skips }).toEqual({ payouts: 1, skips: 2 });
  const shown = await commandLine.remit("run", "show", runId);
  expect(shown.out).toContain("€7.00  ready");
  expect(shown.out).toContain("ben  €7.00  not_onboarded");
  expect(shown.out).toContain(
    "cleo  €7.00  on_hold: On hold since 1 Feb 2026 by fin@example.com: “A dispute”. Lift the hold",
  );
  await db.sql`insert into approval_thresholds values ('eur', 699, 'user:x', now())`;
  const alone = await commandLine.remit("run", "approve", runId, ...as);
  expect(alone.code).toBe(1);
  expect(alone.error.trim()).toBe(
    `error: You prepared run ${runId}, and €7.00 is more than one person may both prepare and approve (€6.99). Ask another admin; there is none yet, so make somebody one`,
  );
  await db.sql`delete from approval_thresholds`;
  expect(await commandLine.remit("run", "approve", runId, ...as)).toMatchObject({ code: 0 });
  const nothing = await commandLine.remit("run", "retry", runId, ...as);
  expect(nothing).toMatchObject({ code: 1, error: expect.stringContaining("has failed") });
  const [payout] = await db.sql`select id from payouts`;
  const why = ["--reason", "paid by mistake", ...as];
  const unpaid = await commandLine.remit("run", "reverse", payout?.id, ...why);
  expect(unpaid).toMatchObject({ code: 1, error: expect.stringContaining("it is approved") });
  const again = await commandLine.remit("run", "approve", runId, ...as);
  expect(again).toMatchObject({ code: 1, error: expect.stringContaining("was approved by") });
  expect(await commandLine.remit("run", "cancel", runId, ...as)).toMatchObject({
    code: 0,
    out: expect.stringContaining("1 payout canceled"),
  });
});
