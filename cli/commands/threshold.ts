import type { Command } from "commander";
import { findThresholds } from "@/db/queries/two-people";
import { type Currency, parseCurrency } from "@/lib/domain/currency";
import { formatMoney, parseDecimal } from "@/lib/domain/money";
import {
  removeApprovalThreshold,
  setApprovalThreshold,
} from "@/lib/use-cases/set-approval-threshold";
import { actingAdmin, actingOperator } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

type Options = OutputOptions & { readonly as?: string };

export function addThreshold(program: Command): void {
  const group = program
    .command("threshold")
    .description("Above which amount a run takes two people.");
  group
    .command("show")
    .description("Show the threshold of each currency.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => show(options));
  group
    .command("set")
    .description("Ask for two people above this amount, for prepared runs too.")
    .argument("<currency>", "three letters, such as eur")
    .argument("<amount>", "such as 10000.00; 0 asks for two people always")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((currency: string, amount: string, options: Options) => set(currency, amount, options));
  group
    .command("remove")
    .description("Let one person pay out any amount in a currency again.")
    .argument("<currency>", "three letters, such as eur")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((currency: string, options: Options) => remove(currency, options));
}

async function show(options: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    const thresholds = await findThresholds(db, admin);
    const lines = thresholds.map(
      ({ amount, by, at }) =>
        `Two people above ${formatMoney(amount)}  set by ${by} at ${at.toISOString()}`,
    );
    const none = "No threshold: whoever prepares a run may also approve it.";
    print(options, { thresholds }, lines.length > 0 ? lines : [none]);
  });
}

async function set(code: string, text: string, options: Options): Promise<void> {
  const amount = parseDecimal(text, currencyOf(code));
  if (!amount.ok || amount.value.minor < 0n) {
    throw new Error(notAnAmount(text));
  }
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const result = await setApprovalThreshold(deps, admin, amount.value);
    if (!result.ok) throw new Error(notAnAmount(text));
    print(options, { threshold: result.value }, [
      `A run of more than ${formatMoney(result.value)} takes two people from now on.`,
    ]);
  });
}

async function remove(code: string, options: Options): Promise<void> {
  const currency = currencyOf(code);
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const result = await removeApprovalThreshold(deps, admin, currency);
    if (!result.ok) throw new Error(`There is no threshold in ${currency.toUpperCase()}`);
    print(options, { currency }, [
      `One person may pay out any amount in ${currency.toUpperCase()} again.`,
    ]);
  });
}

function notAnAmount(text: string): string {
  return `${text} is not an amount of zero or more, such as 10000.00`;
}

function currencyOf(code: string): Currency {
  const currency = parseCurrency(code);
  if (!currency.ok) throw new Error(`${code} is not a known currency, such as eur`);
  return currency.value;
}
