import type { Command } from "commander";
import { type Period, parsePeriod } from "@/lib/domain/period";
import { type ClosePeriodProblem, closePeriod } from "@/lib/use-cases/close-period";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDeps } from "../world";

type Options = OutputOptions & { readonly as?: string };

export function addPeriod(program: Command): void {
  const group = program.command("period").description("Close accounting months.");
  group
    .command("close")
    .argument("<period>", "YYYY-MM", periodArgument)
    .description("Close a month for good: later events of it count in the next open month.")
    .requiredOption("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((period: Period, options: Options) => close(period, options));
}

export function periodArgument(text: string): Period {
  const parsed = parsePeriod(text);
  if (!parsed.ok) throw new Error(`${text} is not a period: write YYYY-MM, such as 2026-03`);
  return parsed.value;
}

async function close(period: Period, options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const closed = await closePeriod(deps, admin, period);
    if (!closed.ok) throw new Error(words(period, closed.problem));
    print(options, closed.value, [`Period ${period} is closed.`]);
  });
}

function words(period: Period, problem: ClosePeriodProblem): string {
  switch (problem.kind) {
    case "period_not_ended":
      return `Period ${period} has not ended yet`;
    case "already_closed":
      return `Period ${period} was closed by ${problem.by} at ${problem.at.toISOString()}`;
    case "earlier_period_open":
      return `Period ${problem.earlier} is still open: close it first`;
  }
}
