import type { Command } from "commander";
import { findPeriods, type PeriodOverview, type PeriodTotals } from "@/db/queries/periods";
import { formatMoney } from "@/lib/domain/money";
import { type Period, parsePeriod } from "@/lib/domain/period";
import { type ClosePeriodProblem, closePeriod } from "@/lib/use-cases/close-period";
import { actingAdmin, actingOperator } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDatabase, withDeps } from "../world";

type Options = OutputOptions & { readonly as?: string };

export function addPeriod(program: Command): void {
  const group = program.command("period").description("List and close accounting months.");
  group
    .command("close")
    .argument("<period>", "YYYY-MM", periodArgument)
    .description("Close a month for good: later events of it count in the next open month.")
    .requiredOption("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((period: Period, options: Options) => close(period, options));
  group
    .command("list")
    .description("Months, newest first: open, ended or closed, and how far paying them has come.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => list(options));
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

async function list(options: Options): Promise<void> {
  await withDatabase(async ({ db, now, zone }) => {
    const admin = await actingOperator({ db }, options.as);
    const periods = await findPeriods(db, admin, { now: now(), zone });
    const lines = periods.map(periodLine);
    print(options, { periods }, lines.length > 0 ? lines : ["Nothing was recorded yet."]);
  });
}

function periodLine({ period, state, closed, runs, totals }: PeriodOverview): string {
  const by = closed ? ` by ${closed.by} at ${closed.at.toISOString()}` : "";
  const sums = totals.map(totalsText).join("; ");
  return `${period}  ${state}${by}  ${count(runs, "run")}  ${sums}`.trimEnd();
}

/** `€70.00 earned, €12.30 taken back, €12.30 unsettled, €70.00 paid`: what is nothing is left out. */
function totalsText({ currency, ...sums }: PeriodTotals): string {
  const named = [
    ["earned", sums.earned],
    ["taken back", sums.takenBack],
    ["unsettled", sums.unsettled],
    ["on its way", sums.onItsWay],
    ["paid", sums.paid],
  ] as const;
  return named
    .filter(([, minor]) => minor !== 0n)
    .map(([name, minor]) => `${formatMoney({ minor, currency })} ${name}`)
    .join(", ");
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
