import { readFileSync } from "node:fs";
import path from "node:path";
import { faultLinesOf } from "./checks/fault-rows";
import { bold } from "./processes/palette";
import { binary, ROOT, runCommand } from "./processes/run-command";

const NAME = /^F\d\d$/;

/** By the end of a file's name, the longest first. */
const PROJECTS = {
  ".fault.test.ts": "faults",
  ".integration.test.ts": "integration",
  ".test.ts": "unit",
  ".spec.ts": "browser",
} as const;
type Project = (typeof PROJECTS)[keyof typeof PROJECTS];

/**
 * `npm run test:row -- F18 [F19 …]`: the tests that `docs/correctness.md` names for rows of the
 * fault catalogue, wherever they live.
 */
async function main(names: readonly string[]): Promise<void> {
  if (names.length === 0 || !names.every((name) => NAME.test(name))) {
    throw new Error("Name the rows, F01 to F56: npm run test:row -- F18 F19");
  }
  const page = readFileSync(path.join(ROOT, "docs", "correctness.md"), "utf8");
  const lines = faultLinesOf(page);
  for (const name of names) {
    const files = lines
      .filter(({ rows }) => rows.includes(name))
      .flatMap(({ tests }) => tests.filter(({ title }) => title.includes(name)))
      .map(({ file }) => file);
    if (files.length === 0) throw new Error(`docs/correctness.md names no test for ${name}`);
    await runRow(name, [...new Set(files)]);
  }
}

async function runRow(name: string, files: readonly string[]): Promise<void> {
  const byProject = Map.groupBy(files, projectOf);
  for (const [project, own] of byProject) {
    console.log(`\n${bold(`▶ ${name}, ${project} tests`)}`);
    const { code } = await runTests(project, name, own);
    if (code !== 0) process.exitCode = 1;
  }
}

function runTests(project: Project, name: string, files: readonly string[]) {
  if (project === "browser") {
    const args = ["--import", "tsx", "scripts/test-e2e.ts", ...files, "-g", name];
    return runCommand(process.execPath, args, { output: "inherit" });
  }
  const args = ["run", "--project", project, ...files, "-t", name];
  return runCommand(binary("vitest"), args, { output: "inherit" });
}

function projectOf(file: string): Project {
  for (const [end, project] of Object.entries(PROJECTS)) if (file.endsWith(end)) return project;
  throw new Error(`No runner is known for ${file}`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
