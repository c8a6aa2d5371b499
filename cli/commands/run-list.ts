import { type Command, Option } from "commander";
import { findRunPage, RUN_STATES, type RunSummary } from "@/db/queries/runs";
import { formatMoney } from "@/lib/domain/money";
import type { Period } from "@/lib/domain/period";
import { actingOperator } from "../acting-admin";
import { count, LISTED_MAX, type OutputOptions, printList } from "../output";
import { withDatabase } from "../world";
import { periodArgument } from "./period";

type Options = OutputOptions & {
  readonly period?: Period;
  readonly state?: RunSummary["state"];
  readonly sales?: boolean;
  readonly as?: string;
};

/** `remit run list`. */
export function addList(run: Command): void {
  run
    .command("list")
    .description("Runs, newest first: where each stands, and who prepared it.")
    .option("--period <period>", "only those of this month, YYYY-MM", periodArgument)
    .addOption(new Option("--state <state>", "only those in this state").choices(RUN_STATES))
    .option("--sales", "those of single sales that are paid at once, instead of those of months")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => list(options));
}

async function list({ period, state, sales = false, ...options }: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    const page = { period, state, ofSales: sales, limit: LISTED_MAX + 1 };
    const runs = await findRunPage(db, admin, page);
    printList(options, runs, { name: "runs", lineOf: runLine, none: "There is no such run." });
  });
}

function runLine({ id, period, developerId, pluginId, ...run }: RunSummary): string {
  const only = developerId ?? pluginId;
  const scope = only === undefined ? period : `${period}, only ${only}`;
  const payouts = run.progress.map(
    ({ state, payouts: number, amount }) => `${number} ${state} (${formatMoney(amount)})`,
  );
  const skips = run.skips > 0 ? [`${count(run.skips, "balance")} skipped`] : [];
  const prepared = `prepared by ${run.prepared.by} at ${run.prepared.at.toISOString()}`;
  return `${id}  ${scope}  ${run.state}  ${[...payouts, ...skips].join(", ")}  ${prepared}`;
}
