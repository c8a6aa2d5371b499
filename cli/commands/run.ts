import type { Command } from "commander";
import type { AdminActor } from "@/lib/auth/actor";
import type { DeveloperId, PayoutId, PluginId, RunId } from "@/lib/domain/ids";
import type { Period } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import type { Deps } from "@/lib/use-cases/deps";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { actingAdmin, actingOperator } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDeps } from "../world";
import { developerArgument, payoutArgument, pluginArgument, runArgument } from "./id-arguments";
import { periodArgument } from "./period";
import { addLeft } from "./run-left";
import { addList } from "./run-list";
import { addPreview } from "./run-preview";
import { approveWords, cancelWords, prepareWords, retryWords } from "./run-problems";
import { readRun, runLines } from "./run-report";
import { addReverse } from "./run-reverse";

type Options = OutputOptions & { readonly as?: string };
type PrepareOptions = Options & {
  readonly developer?: DeveloperId;
  readonly plugin?: PluginId;
};

type RetryOptions = Options & { readonly payout?: PayoutId };

export function addRun(program: Command): void {
  const group = program.command("run").description("Pay a closed period, step by step.");
  const step = (name: string, description: string) =>
    group
      .command(name)
      .description(description)
      .option("--as <email>", "the acting admin")
      .option("--json", "print the result as JSON");

  addList(group);
  addPreview(group);
  addLeft(group);
  step("prepare", "Claim what is owed through a closed period, as a run that waits for approval.")
    .argument("<period>", "YYYY-MM", periodArgument)
    .option("--developer <id>", "only this developer", developerArgument)
    .option("--plugin <id>", "only this plugin's part", pluginArgument)
    .action((period: Period, options: PrepareOptions) => prepare(period, options));
  step("approve", "Let the worker send a prepared run.")
    .argument("<id>", "the run's id", runArgument)
    .action((id: RunId, options: Options) => approve(id, options));
  step("retry", "Let the worker try a run's failed payouts again, as new attempts.")
    .argument("<id>", "the run's id", runArgument)
    .option("--payout <id>", "only this payout", payoutArgument)
    .action((id: RunId, options: RetryOptions) => retry(id, options));
  step("cancel", "Cancel what was not sent, and release its money for the next run.")
    .argument("<id>", "the run's id", runArgument)
    .action((id: RunId, options: Options) => cancel(id, options));
  step("show", "Show a run: its payouts, what was taken back of them, and who was skipped and why.")
    .argument("<id>", "the run's id", runArgument)
    .action((id: RunId, options: Options) => show(id, options));
  addReverse(group);
}

async function prepare(period: Period, options: PrepareOptions): Promise<void> {
  await acting(options, async (deps, admin) => {
    const { developer: developerId, plugin: pluginId } = options;
    const prepared = await prepareRun(deps, admin, { period, developerId, pluginId });
    if (!prepared.ok) throw new Error(prepareWords(period, prepared.problem));
    const { runId, payouts, skips } = prepared.value;
    print(options, prepared.value, [
      `Run ${runId}: ${count(payouts, "payout")} prepared, ${count(skips, "balance")} skipped.`,
      `Look at it with \`remit run show ${runId}\`, then \`remit run approve ${runId}\`.`,
    ]);
  });
}

async function approve(runId: RunId, options: Options): Promise<void> {
  await acting(options, async (deps, admin) => {
    const approved = await approveRun(deps, admin, runId);
    if (!approved.ok) throw new Error(approveWords(runId, approved.problem));
    print(options, { runId, ...approved.value }, [
      `${count(approved.value.payouts, "payout")} approved. The worker sends them.`,
    ]);
  });
}

async function retry(runId: RunId, options: RetryOptions): Promise<void> {
  await acting(options, async (deps, admin) => {
    const retried = await retryPayouts(deps, admin, { runId, payoutId: options.payout });
    if (!retried.ok) throw new Error(retryWords(runId, retried.problem));
    print(options, { runId, ...retried.value }, [
      `${count(retried.value.payouts, "payout")} approved again. The worker sends them.`,
    ]);
  });
}

async function cancel(runId: RunId, options: Options): Promise<void> {
  await acting(options, async (deps, admin) => {
    const canceled = await cancelRun(deps, admin, runId);
    if (!canceled.ok) throw new Error(cancelWords(runId, canceled.problem));
    const { canceled: gone, kept } = canceled.value;
    print(options, { runId, canceled: gone, kept }, [
      `${count(gone, "payout")} canceled, their money is free for the next run.`,
      ...(kept > 0 ? [`${count(kept, "payout")} stay: paid, or on their way.`] : []),
    ]);
  });
}

/** Looking needs no named admin. */
async function show(runId: RunId, options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const admin = await actingOperator(deps, options.as);
    const report = await readRun(deps, admin, runId);
    if (!report) throw new Error(`There is no run ${runId}`);
    print(options, report, runLines(report));
  });
}

async function acting(
  options: Options,
  work: (deps: Deps, admin: AdminActor) => Promise<void>,
): Promise<void> {
  await withDeps(async (deps) => work(deps, await actingAdmin(deps, options.as)));
}
