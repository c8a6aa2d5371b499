import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findRunPayouts } from "@/db/queries/payouts";
import type { RunId } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { createHints } from "@/lib/jobs/hints";
import { approveRun } from "@/lib/use-cases/approve-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
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

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;
const started: ChildProcess[] = [];

beforeAll(async () => {
  simulator = await startTestSimulator();
  db = await createTestDatabase();
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-02-02T10:00:00Z") });
  await simulator.control.fund("eur", 1_000_000);
  for (const id of ["ada", "ben"]) {
    await addDeveloper(world, id);
    const plugin = `${id}-plugin`;
    await recordSales(world, [{ id, plugin, amount: 1_000n, on: "2026-01-05" }]);
  }
  await closeMonth(world, "2026-01");
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null) child.kill("SIGKILL");
  await db.drop();
  await simulator.close();
});

function startWorker(...args: readonly string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "worker/main.ts", ...args], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      DATABASE_URL: db.url,
      STRIPE_SECRET_KEY: "sk_test_sim_payouts",
      STRIPE_API_BASE: simulator.url,
      REMIT_CLOCK: simulator.url,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(child);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const says = async (text: string) => {
    while (!output.includes(text)) {
      if (child.exitCode !== null) throw new Error(`The worker ended: ${output}`);
      await once(child.stdout, "data");
    }
  };
  return { child, says, output: () => output };
}

async function approveFor(developerId: string): Promise<RunId> {
  const scope = { period: trustedPeriod("2026-01"), developerId: developerId as never };
  const { runId } = accepted(await prepareRun(world.deps, world.admin, scope));
  accepted(await approveRun(world.deps, world.admin, runId));
  return runId;
}

it("does what is there to do and ends when it is told to run once", async () => {
  const runId = await approveFor("ada");
  const { child, output } = startWorker("--once");
  const [code] = await once(child, "exit");
  expect({ code, output: code === 0 ? "" : output() }).toEqual({ code: 0, output: "" });
  expect(await findRunPayouts(db, world.admin, runId)).toMatchObject([{ state: "paid" }]);
});

it("sends after an approval without being restarted, and stops within ten seconds", async () => {
  const { child, says } = startWorker();
  await says('"ready"');
  const runId = await approveFor("ben");
  const hints = createHints(db.url, (error) => {
    throw error;
  });
  await hints.wake({ kind: "send_payouts" });
  await hints.close();
  await says('"paid":1');
  expect(await findRunPayouts(db, world.admin, runId)).toMatchObject([{ state: "paid" }]);
  const since = performance.now();
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  expect(performance.now() - since).toBeLessThan(10_000);
});
