import type { Command } from "commander";
import { OFFENDERS_MAX, type VerifyCheck } from "@/db/queries/invariants/invariant";
import { runVerify } from "@/lib/use-cases/run-verify";
import { operatorName } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDeps } from "../world";

export function addVerify(program: Command): void {
  program
    .command("verify")
    .description(
      "Check every invariant over the whole database. Exits with 1 and names what breaks one.",
    )
    .option("--json", "print the result as JSON")
    .action(run);
}

async function run(options: OutputOptions): Promise<void> {
  await withDeps(async (deps) => {
    const report = await runVerify(deps, operatorName());
    const broken = report.checks.filter((check) => check.offenders > 0);
    const total = count(report.checks.length, "invariant");
    const seconds = (report.tookMs / 1000).toFixed(1);
    const verdict = report.isHealthy
      ? `${total} hold (${seconds} s).`
      : `${broken.length} of ${total} do not hold (${seconds} s).`;
    print(options, report, [...broken.flatMap(linesOf), verdict]);
    if (!report.isHealthy) process.exitCode = 1;
  });
}

function linesOf(check: VerifyCheck): readonly string[] {
  const more = check.offenders > OFFENDERS_MAX ? `, the first ${OFFENDERS_MAX}` : "";
  return [
    `BROKEN ${check.id}: ${check.title}`,
    `  ${count(check.offenders, "offender")}${more}: ${check.ids.join(", ")}`,
  ];
}
