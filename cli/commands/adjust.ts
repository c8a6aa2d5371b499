import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { ADJUSTMENT_NOTE_MAX, ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { parseCurrency } from "@/lib/domain/currency";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import { formatMoney, type Money, negate, parseDecimal } from "@/lib/domain/money";
import { type AdjustProblem, adjustBalance } from "@/lib/use-cases/adjust-balance";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { developerArgument, pluginArgument } from "./id-arguments";

type Options = OutputOptions & {
  readonly credit?: string;
  readonly debit?: string;
  readonly currency: string;
  readonly reason: string;
  readonly note: string;
  readonly id?: string;
  readonly as?: string;
};

export function addAdjust(program: Command): void {
  program
    .command("adjust")
    .description("Credit or debit a developer, with a reason that they read.")
    .argument("<developer>", "the developer's id", developerArgument)
    .argument("<plugin>", "the plugin that it is about: theirs, now or before", pluginArgument)
    .option("--credit <amount>", "what the developer gets, such as 25.00")
    .option("--debit <amount>", "what the developer owes, such as 25.00")
    .requiredOption("--currency <code>", "three letters, such as eur")
    .requiredOption("--reason <code>", `one of ${ADJUSTMENT_REASONS.join(", ")}`)
    .requiredOption("--note <text>", "what it is for; the developer reads it")
    .option("--id <id>", "the same id again is the same adjustment: for scripts that repeat")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((developerId: DeveloperId, pluginId: PluginId, options: Options) =>
      adjust(developerId, pluginId, options),
    );
}

async function adjust(
  developerId: DeveloperId,
  pluginId: PluginId,
  options: Options,
): Promise<void> {
  const amount = amountOf(options);
  if (options.id !== undefined && !/^[\w.:-]{1,100}$/.test(options.id)) {
    throw new Error("--id: 1 to 100 letters, digits, dots, colons, dashes or underscores");
  }
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const adjusted = await adjustBalance(deps, admin, {
      externalId: options.id ?? `adjust-${randomUUID()}`,
      developerId,
      pluginId,
      amount,
      reason: options.reason,
      note: options.note,
    });
    if (!adjusted.ok) throw new Error(words(adjusted.problem, developerId, pluginId));
    const { id, status } = adjusted.value;
    const done = status === "recorded" ? "recorded" : "had been recorded before";
    print(options, { id, status }, [
      `Adjustment ${id} of ${formatMoney(amount)} for ${developerId} ${done}.`,
    ]);
  });
}

function amountOf({ credit, debit, currency: code }: Options): Money {
  const text = credit ?? debit;
  if (text === undefined || (credit !== undefined && debit !== undefined)) {
    throw new Error("Give either --credit or --debit, with an amount such as 25.00");
  }
  const currency = parseCurrency(code);
  if (!currency.ok) throw new Error(`--currency: ${code} is not a known currency`);
  const amount = parseDecimal(text, currency.value);
  if (!amount.ok || amount.value.minor < 1n) {
    throw new Error(`${text} is not an amount above zero, such as 25.00`);
  }
  return debit === undefined ? amount.value : negate(amount.value);
}

function words(problem: AdjustProblem, developer: string, plugin: string): string {
  switch (problem.kind) {
    case "bad_amount":
      return "The amount is zero or too large";
    case "bad_reason":
      return `--reason: one of ${ADJUSTMENT_REASONS.join(", ")}`;
    case "bad_note":
      return `--note: 1 to ${ADJUSTMENT_NOTE_MAX} characters`;
    case "not_their_plugin":
      return `Plugin ${plugin} is not, and never was, one of developer ${developer}`;
    case "conflict":
      return "--id: was used for another adjustment";
  }
}
