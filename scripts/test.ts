import { rmSync } from "node:fs";
import path from "node:path";
import { runChecks } from "./checks/all-checks";
import { bold, dim, green, red } from "./processes/palette";
import { binary, ROOT, runCommand } from "./processes/run-command";
import { type Counts, readPlaywrightCounts, readVitestCounts } from "./test-counts";

const REPORTS = path.join(ROOT, "reports");

type Stage = {
  readonly name: string;
  readonly run: () => Promise<Counts>;
};

/** What PostgreSQL itself decides, once more on the oldest major that Remit supports: of each step some. */
const ON_POSTGRES_15 = ["db", "simulation", "record-", "prepare-", "send-payout"];

const STAGES: readonly Stage[] = [
  { name: "checks", run: countChecks },
  { name: "unit tests", run: () => runVitest("unit", ["--project", "unit"]) },
  {
    name: "integration tests on PostgreSQL 18",
    run: () => runVitest("integration-18", ["--project", "integration"]),
  },
  {
    name: "integration tests on PostgreSQL 15",
    run: () =>
      runVitest("integration-15", ["--project", "integration", ...ON_POSTGRES_15], {
        REMIT_TEST_POSTGRES: "15",
        // The marketplaces have just been played; a few show that 15 plays along.
        REMIT_SIMULATIONS: "8",
        REMIT_MARKETPLACES: "2",
      }),
  },
  { name: "browser tests", run: runBrowserTests },
];

/** `npm test`: every stage, whatever the ones before it said, and one line with the sum. */
async function main(): Promise<void> {
  rmSync(REPORTS, { recursive: true, force: true });
  const started = performance.now();
  const total = { passed: 0, failed: 0 };
  for (const stage of STAGES) {
    console.log(`\n${bold(`▶ ${stage.name}`)}`);
    const since = performance.now();
    const counts = await stage.run();
    total.passed += counts.passed;
    total.failed += counts.failed;
    const seconds = dim(`${((performance.now() - since) / 1000).toFixed(0)} s`);
    const mark = counts.failed === 0 ? green("✓") : red("✗");
    console.log(
      `${mark} ${stage.name}: ${counts.passed} passed, ${counts.failed} failed ${seconds}`,
    );
  }
  console.log(dim(`\n${((performance.now() - started) / 60_000).toFixed(1)} minutes in all`));
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

async function countChecks(): Promise<Counts> {
  const results = await runChecks();
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed };
}

async function runVitest(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Counts> {
  const report = path.join(REPORTS, `${name}.json`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await runCommand(binary("vitest"), ["run", ...args, ...reporters], {
    env,
    output: "inherit",
  });
  return readVitestCounts(report, code);
}

async function runBrowserTests(): Promise<Counts> {
  const report = path.join(REPORTS, "browser.json");
  const { code } = await runCommand(process.execPath, ["--import", "tsx", "scripts/test-e2e.ts"], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    output: "inherit",
  });
  return readPlaywrightCounts(report, code);
}

await main();
