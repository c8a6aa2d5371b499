import { dim, green, red } from "../processes/palette";
import { binary, type CommandResult, runCommand } from "../processes/run-command";

type Check = { readonly name: string; readonly steps: readonly (readonly [string, ...string[]])[] };

/** Each holds by itself; all are run, so that one report tells everything. */
const CHECKS: readonly Check[] = [
  { name: "format and lint", steps: [["biome", "ci", "--error-on-warnings", "."]] },
  { name: "layers", steps: [["tsx", "scripts/check-layers.ts"]] },
  { name: "sizes", steps: [["tsx", "scripts/check-sizes.ts"]] },
  { name: "migrations that have landed", steps: [["tsx", "scripts/check-migrations.ts"]] },
  { name: "page of correctness", steps: [["tsx", "scripts/check-correctness.ts"]] },
  { name: "unused code", steps: [["knip", "--no-progress"]] },
  {
    name: "types",
    steps: [
      ["next", "typegen"],
      ["tsc", "--noEmit"],
    ],
  },
];

export type CheckResult = { readonly name: string; readonly passed: boolean };

/** Runs every check and prints a line for each, with the output of those that fail. */
export async function runChecks(): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of CHECKS) {
    const { code, output, seconds } = await runSteps(check);
    const passed = code === 0;
    const time = dim(`${seconds.toFixed(1)} s`);
    console.log(`${passed ? green("✓") : red("✗")} ${check.name} ${time}`);
    if (!passed) console.log(output.trimEnd());
    results.push({ name: check.name, passed });
  }
  return results;
}

async function runSteps({ steps }: Check): Promise<CommandResult> {
  let total: CommandResult = { code: 0, output: "", seconds: 0 };
  for (const [command, ...args] of steps) {
    const result = await runCommand(binary(command), args);
    total = { ...result, seconds: total.seconds + result.seconds };
    if (result.code !== 0) break;
  }
  return total;
}
