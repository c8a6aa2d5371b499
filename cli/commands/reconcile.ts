import type { Command } from "commander";
import type { ReconcileFinding } from "@/lib/use-cases/reconcile";
import { type FullReconcileReport, runReconcile } from "@/lib/use-cases/run-reconcile";
import { operatorName } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDeps } from "../world";

type ReconcileOptions = OutputOptions & { readonly since?: Date };

export function addReconcile(program: Command): void {
  program
    .command("reconcile")
    .description(
      "Compare payouts with Stripe’s transfers, both ways, and record customers’ payments that a lost webhook left out. Adopts what a transfer proves, reports the rest, never sends.",
    )
    .option("--since <day>", "only transfers and payouts since this day, YYYY-MM-DD", parseDay)
    .option("--json", "print the result as JSON")
    .action(run);
}

async function run(options: ReconcileOptions): Promise<void> {
  await withDeps(async (deps) => {
    const report = await runReconcile(deps, { since: options.since, by: operatorName() });
    print(options, report, linesOf(report));
    const { differenceCount, charges } = report;
    if (differenceCount + charges.open > 0 || charges.isIncomplete) process.exitCode = 1;
  });
}

function linesOf(report: FullReconcileReport): readonly string[] {
  const read = `${count(report.transfersRead, "transfer")} at Stripe and ${count(report.payoutsRead, "paid payout")} compared`;
  const foreign =
    report.foreignTransfers > 0 ? ` (${report.foreignTransfers} not made by Remit)` : "";
  const verdict =
    report.differenceCount === 0
      ? "The books and Stripe agree."
      : `${count(report.differenceCount, "difference")} to look into.`;
  return [
    `${read}${foreign}.`,
    ...report.fixed.map((finding) => lineOf("brought in line", finding)),
    ...report.differences.map((finding) => lineOf("DIFFERENCE", finding)),
    verdict,
    ...chargeLines(report),
  ];
}

function chargeLines({ charges }: FullReconcileReport): readonly string[] {
  const { read, madeUpFor, open, trouble } = charges;
  return [
    ...(trouble === undefined
      ? []
      : [
          `Customers’ payments could not be read (${trouble}). ${trouble === "permission_denied" ? "Sales straight from Stripe need a key that may read charges and disputes." : "Compare again in a while."}`,
        ]),
    ...(read > 0 ? [`${count(read, "payment")} of customers named a plugin.`] : []),
    ...(madeUpFor > 0 ? [`recorded late: ${count(madeUpFor, "payment")}`] : []),
    ...(open > 0 ? [`NEEDS A PERSON: ${count(open, "payment")}, see \`remit charges list\``] : []),
  ];
}

function lineOf(label: string, finding: ReconcileFinding): string {
  const payout = finding.payoutId ? `payout ${finding.payoutId}` : "no payout";
  const transfer = finding.transferId ? `, transfer ${finding.transferId}` : "";
  return `${label}: ${payout}${transfer}: ${finding.detail}`;
}

function parseDay(text: string): Date {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new Error(`--since: ${text} is not a day, write it as 2026-03-01`);
  }
  return day;
}
