import { expect, it } from "vitest";
import { createTestDatabase } from "@/scripts/testing/database";
import {
  FAULTS,
  type SimulationReport,
  simulate,
} from "@/scripts/testing/payout-simulation/simulate";
import { startTestSimulator } from "@/scripts/testing/simulator";

const COUNT = Number(process.env.REMIT_SIMULATIONS ?? 40);
const FIRST_SEED = Number(process.env.REMIT_SIMULATION_SEED ?? 1);
const LANES = 8;
/** With fewer, one of the rarer faults may well not happen. */
const ENOUGH_FOR_EVERY_FAULT = 200;

/** Seeds are taken by whichever lane is free; each has a simulator, each seed a database. */
async function simulateAll(): Promise<readonly SimulationReport[]> {
  const seeds = Array.from({ length: COUNT }, (_, index) => FIRST_SEED + index).values();
  const reports: SimulationReport[] = [];
  const runLane = async () => {
    const simulator = await startTestSimulator();
    for (const seed of seeds) {
      const db = await createTestDatabase({ connectionsMax: 5 });
      try {
        reports.push(await simulate(seed, db, simulator));
      } finally {
        await db.drop();
      }
    }
    await simulator.close();
  };
  await Promise.all(Array.from({ length: LANES }, runLane));
  return reports;
}

it(`F56: ends ${COUNT} payout runs with everybody paid once, whatever Stripe and the worker do`, async () => {
  const reports = await simulateAll();
  const wrong = reports
    .filter((report) => report.problems.length > 0)
    .map(({ seed, problems, hits }) => ({
      replay: `REMIT_SIMULATION_SEED=${seed} REMIT_SIMULATIONS=1 npx vitest run --project integration payout-simulation`,
      problems,
      hits,
    }));
  expect(wrong).toEqual([]);
  expect(reports).toHaveLength(COUNT);
  if (COUNT < ENOUGH_FOR_EVERY_FAULT) return;

  const hits = Object.fromEntries(FAULTS.map((fault) => [fault, 0]));
  for (const report of reports) {
    for (const fault of report.hits) hits[fault] = (hits[fault] ?? 0) + 1;
  }
  const never = FAULTS.filter((fault) => hits[fault] === 0);
  expect(never, `faults by kind: ${JSON.stringify(hits)}`).toEqual([]);
}, 300_000);
