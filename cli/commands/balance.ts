import type { Command } from "commander";
import { findPauses } from "@/db/queries/sending-pauses";
import { formatMoney } from "@/lib/domain/money";
import { pauseFacts, pauseFindingWords, pauseTitle } from "@/lib/domain/words/pause-words";
import { checkPauses } from "@/lib/use-cases/check-pauses";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDeps } from "../world";

type Options = OutputOptions & { readonly as?: string };

export function addBalance(program: Command): void {
  const group = program
    .command("balance")
    .description("The marketplace's Stripe balance, and payouts that wait for it.");
  group
    .command("show")
    .description("Show what Stripe has available, and which currencies are paused for want of it.")
    .option("--json", "print the result as JSON")
    .action((options: Options) => show(options));
  group
    .command("check")
    .description("Look at the balance now, and go on with paused payouts that it covers.")
    .requiredOption("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => check(options));
}

async function show(options: Options): Promise<void> {
  await withDeps(async ({ db, transfers }) => {
    const [available, paused] = await Promise.all([
      transfers.fetchAvailableBalance(),
      findPauses(db),
    ]);
    print(options, { available, paused }, [
      ...available.map((balance) => `${formatMoney(balance)} available at Stripe`),
      ...paused.map((pause) => `${pauseTitle(pause)}. ${pauseFacts(pause)}`),
      ...(paused.length === 0 ? ["Nothing is paused."] : []),
    ]);
  });
}

async function check(options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const findings = await checkPauses(deps, await actingAdmin(deps, options.as));
    print(
      options,
      { findings },
      findings.length === 0 ? ["Nothing is paused."] : findings.map(pauseFindingWords),
    );
  });
}
