import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const RUNS = process.env.REMIT_MARKETPLACES ?? "8";
const SEED = process.env.REMIT_SIMULATION_SEED ?? "1";

/** In a process of its own, because one of its faults is the end of connections at any moment. */
it(`F56: pays everybody exactly once in ${RUNS} marketplaces where everything fails that can`, async () => {
  const play = ["--import", "tsx", "scripts/simulate.ts", "--runs", RUNS, "--seed", SEED];
  const played = await promisify(execFile)(process.execPath, play).catch((error: unknown) => error);
  expect(played).toMatchObject({ stdout: expect.stringContaining(`\n${RUNS} runs in`) });
  expect(played).not.toBeInstanceOf(Error);
}, 600_000);
