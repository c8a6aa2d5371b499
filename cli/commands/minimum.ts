import type { Command } from "commander";
import { findMinimums } from "@/db/queries/settings";
import { parseCurrency } from "@/lib/domain/currency";
import { formatMoney, type Money, parseDecimal } from "@/lib/domain/money";
import { setMinimum } from "@/lib/use-cases/set-minimum";
import { actingAdmin, actingOperator } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

type Options = OutputOptions & { readonly as?: string };

export function addMinimum(program: Command): void {
  const group = program
    .command("minimum")
    .description("The least that is paid out; less is carried over.");
  group
    .command("show")
    .description("Show the minimum of each currency.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => show(options));
  group
    .command("set")
    .description("Set the minimum of a currency, for the runs that are prepared from now on.")
    .argument("<currency>", "three letters, such as eur")
    .argument("<amount>", "above zero, such as 25.00")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((currency: string, amount: string, options: Options) => set(currency, amount, options));
}

async function show(options: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    const minimums = await findMinimums(db, admin);
    const lines = minimums.map(
      ({ amount, by, at }) =>
        `Nothing below ${formatMoney(amount)}  set by ${by} at ${at.toISOString()}`,
    );
    const none = "No minimum: every balance above zero is paid.";
    print(options, { minimums }, lines.length > 0 ? lines : [none]);
  });
}

async function set(code: string, text: string, options: Options): Promise<void> {
  const amount = amountOf(code, text);
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const result = await setMinimum(deps, admin, amount);
    if (!result.ok) throw new Error(notAnAmount(text));
    print(options, { minimum: result.value }, [
      `Balances below ${formatMoney(result.value)} are carried over from now on.`,
    ]);
  });
}

function amountOf(code: string, text: string): Money {
  const currency = parseCurrency(code);
  if (!currency.ok) throw new Error(`${code} is not a known currency, such as eur`);
  const amount = parseDecimal(text, currency.value);
  if (!amount.ok || amount.value.minor < 1n) throw new Error(notAnAmount(text));
  return amount.value;
}

function notAnAmount(text: string): string {
  return `${text} is not an amount above zero, such as 25.00`;
}
