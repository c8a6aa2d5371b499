import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { bold, dim, green, red } from "./processes/palette";
import { ROOT, runCommand } from "./processes/run-command";
import { PLANTED_BUGS } from "./testing/planted-bugs/all";
import { type Catcher, type PlantedBug, plantIn } from "./testing/planted-bugs/planted-bug";

const LEFT_OUT = new Set([".git", ".next", ".data", "node_modules", "reports", "test-results"]);

/** What came of a command: its tests passed, one failed, or it could not run at all. */
type Verdict = "passed" | "failed" | "broken";

/**
 * `npm run planted [-- --only ID --only ID]`: plants mistakes in a copy of the source, one at a time, and
 * insists that the tests notice each. First the same tests have to pass without any.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
  const bugs = values.only?.map(bugOf) ?? PLANTED_BUGS;
  const copy = copyOfSource();
  try {
    for (const bug of bugs) plantedIn(copy, bug);
    await insistOnPassing(copy, bugs);
    const missed = await plantEach(copy, bugs);
    console.log(`\n${bugs.length - missed.length} of ${bugs.length} planted bugs caught`);
    if (missed.length > 0) process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function bugOf(id: string): PlantedBug {
  const bug = PLANTED_BUGS.find((known) => known.id === id);
  if (!bug) throw new Error(`No planted bug is called ${id}`);
  return bug;
}

/** The file with the bug in it. */
function plantedIn(copy: string, bug: PlantedBug): string {
  return plantIn(readFileSync(path.join(copy, bug.file), "utf8"), bug);
}

function copyOfSource(): string {
  const copy = mkdtempSync(path.join(tmpdir(), "remit-planted-"));
  const isWanted = (source: string) => !LEFT_OUT.has(path.relative(ROOT, source));
  cpSync(ROOT, copy, { recursive: true, filter: isWanted });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  return copy;
}

async function insistOnPassing(copy: string, bugs: readonly PlantedBug[]): Promise<void> {
  const catchers = new Map(bugs.map(({ caughtBy }) => [nameOf(caughtBy), caughtBy]));
  for (const [name, catcher] of catchers) {
    const verdict = await judge(copy, shortened(catcher));
    if (verdict !== "passed") throw new Error(`Without a bug, ${name} has to pass, and ${verdict}`);
    console.log(dim(`passes without a bug: ${name}`));
  }
}

/** A few marketplaces show that they can be played; that they go well is `npm run simulate`'s. */
function shortened(catcher: Catcher): Catcher {
  return "simulations" in catcher ? { simulations: 10 } : catcher;
}

async function plantEach(copy: string, bugs: readonly PlantedBug[]): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const bug of bugs) {
    const file = path.join(copy, bug.file);
    const before = readFileSync(file, "utf8");
    writeFileSync(file, plantedIn(copy, bug));
    const started = performance.now();
    const verdict = await judge(copy, bug.caughtBy);
    writeFileSync(file, before);
    const isCaught = verdict === "failed";
    if (!isCaught) missed.push(bug.id);
    const mark = isCaught ? green("caught") : red(verdict === "passed" ? "MISSED" : "BROKEN");
    const took = dim(`${((performance.now() - started) / 1_000).toFixed(0)} s`);
    console.log(`${mark} ${bold(bug.id)}: ${bug.what} ${dim(nameOf(bug.caughtBy))} ${took}`);
  }
  return missed;
}

async function judge(copy: string, catcher: Catcher): Promise<Verdict> {
  if ("simulations" in catcher) return judgeSimulations(copy, catcher.simulations);
  const report = path.join(copy, "planted-report.json");
  rmSync(report, { force: true });
  const vitest = path.join(ROOT, "node_modules", ".bin", "vitest");
  const { code } = await runCommand(
    vitest,
    [
      "run",
      "--project",
      catcher.project,
      catcher.test,
      "--reporter=json",
      `--outputFile=${report}`,
    ],
    { cwd: copy, output: "capture" },
  );
  if (code === 0) return "passed";
  if (!existsSync(report)) return "broken";
  // A file that does not even load has no test that noticed anything.
  const { numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as { numFailedTests: number };
  return numFailedTests > 0 ? "failed" : "broken";
}

async function judgeSimulations(copy: string, runs: number): Promise<Verdict> {
  const { code, output } = await runCommand(
    process.execPath,
    ["--import", "tsx", "scripts/simulate.ts", "--runs", String(runs), "--until-wrong"],
    { cwd: copy, output: "capture" },
  );
  if (code === 0) return "passed";
  return output.includes("went wrong") ? "failed" : "broken";
}

function nameOf(catcher: Catcher): string {
  return "simulations" in catcher ? `${catcher.simulations} simulations` : catcher.test;
}

await main();
