import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import startPostgres from "./testing/postgres-setup";
import { outliveDriver } from "./testing/simulation/driver-crashes";
import { runPlayers } from "./testing/simulation/players";
import { createTally, replayCommand, type Tally } from "./testing/simulation/tally";

const EVERY_MS = 10_000;
/** With fewer, starting a further process takes longer than it saves. */
const RUNS_FOR_PROCESSES = 200;

/** `npm run simulate -- --runs N --seed S`: whole marketplaces in which everything fails that can. */
async function main(): Promise<void> {
  const options = readOptions();
  // Tests lend their server.
  const isLent = process.env.REMIT_TEST_POSTGRES_URL !== undefined;
  const stop = isLent ? async () => undefined : await startPostgres();
  outliveDriver();
  const tally = createTally();
  const started = performance.now();
  const progress = setInterval(() => console.log(lineOf(tally, started)), EVERY_MS);
  const seeds = seedsOf(options, () => options.untilWrong && tally.wrong().length > 0);
  const settings = {
    postgresUrl: process.env.REMIT_TEST_POSTGRES_URL ?? "",
    lanes: Math.min(options.lanes, options.runs),
    checksContract: true,
  };
  try {
    await runPlayers(options.processes, settings, {
      nextSeed: async () => seeds.next().value,
      onReport: (report) => {
        tally.add(report);
        if (report.problems.length === 0) return;
        console.log(`\nSeed ${report.seed} went wrong. Again: ${replayCommand(report.seed)}`);
        for (const problem of report.problems) console.log(`  ${problem}`);
      },
    });
  } finally {
    clearInterval(progress);
    await stop();
  }
  conclude(tally, started);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      lanes: { type: "string", default: "6" },
      processes: { type: "string" },
      "until-wrong": { type: "boolean", default: false },
    },
  });
  const whole = (name: "runs" | "seed" | "lanes" | "processes", otherwise?: number) => {
    const value = Number(values[name] ?? otherwise);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new Error(`--${name} must be a whole number of at least 1, not ${values[name]}`);
  };
  const untilWrong = values["until-wrong"];
  const runs = whole("runs");
  const cores = runs < RUNS_FOR_PROCESSES ? 1 : availableParallelism();
  const processes = whole("processes", cores);
  return { runs, seed: whole("seed"), lanes: whole("lanes"), processes, untilWrong };
}

function* seedsOf(
  { runs, seed }: { readonly runs: number; readonly seed: number },
  isOver: () => boolean,
): Generator<number, undefined> {
  for (let next = seed; next < seed + runs && !isOver(); next++) yield next;
  return undefined;
}

function lineOf(tally: Tally, started: number): string {
  const seconds = (performance.now() - started) / 1_000;
  const runs = tally.runs();
  return `${runs} runs in ${seconds.toFixed(0)} s (${(runs / seconds).toFixed(1)} a second), ${tally.events()} events, ${tally.payouts()} payouts, ${tally.wrong().length} wrong`;
}

function conclude(tally: Tally, started: number): void {
  console.log("\nFaults that hit, by kind:");
  for (const [kind, count] of tally.hits()) console.log(`  ${String(count).padStart(7)}  ${kind}`);
  console.log(`\n${lineOf(tally, started)}`);
  for (const kind of tally.missing()) console.log(`Never hit: ${kind}`);
  for (const { seed } of tally.wrong()) console.log(`Again: ${replayCommand(seed)}`);
  if (tally.wrong().length > 0 || tally.missing().length > 0) process.exitCode = 1;
}

await main();
