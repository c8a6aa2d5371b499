import type { Command } from "commander";
import { findMissingScope, findVerdicts, type RunScope, type Verdict } from "@/db/queries/payable";
import { findPeriod } from "@/db/queries/periods";
import { findWaitingRun } from "@/db/queries/runs";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { dayOf, type Period } from "@/lib/domain/period";
import { preparationProblemWords } from "@/lib/domain/words/run-problem-words";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import { sumWords } from "@/lib/domain/words/sum-words";
import { actingOperator } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { developerArgument, pluginArgument } from "./id-arguments";
import { periodArgument } from "./period";

type Options = OutputOptions & {
  readonly developer?: DeveloperId;
  readonly plugin?: PluginId;
  readonly as?: string;
};

/** `remit run preview PERIOD`. */
export function addPreview(run: Command): void {
  run
    .command("preview")
    .description("What a run would pay now, and whom it would skip and why. Claims nothing.")
    .argument("<period>", "YYYY-MM", periodArgument)
    .option("--developer <id>", "only this developer", developerArgument)
    .option("--plugin <id>", "only this plugin's part", pluginArgument)
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((period: Period, options: Options) => preview(period, options));
}

async function preview(period: Period, options: Options): Promise<void> {
  const scope: RunScope = { period, developerId: options.developer, pluginId: options.plugin };
  await withDatabase(async ({ db, now, zone }) => {
    await actingOperator({ db }, options.as);
    const missing = await findMissingScope(db, scope);
    if (missing) throw new Error(preparationProblemWords(missing));
    const [verdicts, known, waiting] = await Promise.all([
      findVerdicts(db, scope, dayOf(now(), zone)),
      findPeriod(db, period),
      findWaitingRun(db, scope),
    ]);
    const payable = verdicts.filter(({ reason }) => reason === undefined);
    const skipped = verdicts.filter(({ reason }) => reason !== undefined);
    const isClosed = known?.closed !== undefined;
    const waitingRunId = waiting?.runId ?? null;
    print(options, { period, isClosed, waitingRunId, payable, skipped }, [
      ...(isClosed ? [] : [`Period ${period} is open: its figures may still move.`]),
      ...(waiting
        ? [`Run ${waiting.runId} waits for its approval. What it claimed is not here.`]
        : []),
      payable.length === 0
        ? "Nobody would be paid."
        : `${count(payable.length, "payout")} of ${sumWords(payable.map(({ amount }) => amount))} in all`,
      ...payable.map(verdictLine),
      ...(skipped.length > 0 ? [`${count(skipped.length, "balance")} skipped`] : []),
      ...skipped.map(verdictLine),
    ]);
  });
}

function verdictLine(verdict: Verdict): string {
  const { developerId, amount, reason } = verdict;
  const paid = `  ${developerId}  ${formatMoney(amount)}`;
  return reason ? `${paid}  ${reason}: ${skipAdminWords({ ...verdict, reason })}` : paid;
}
