import type { Command } from "commander";
import { findPayoutRules } from "@/db/queries/payout-rules";
import { HOLDING_DAYS_MAX, SWEEP_MONTH_DEFAULT } from "@/lib/domain/payout-rule";
import { type Period, periodOf } from "@/lib/domain/period";
import { holdingWords, sweepWords } from "@/lib/domain/words/payout-rule-words";
import { setPayoutRule } from "@/lib/use-cases/set-payout-rule";
import { actingAdmin, actingOperator } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { periodArgument } from "./period";

type Options = OutputOptions & { readonly as?: string };
type SetOptions = Options & {
  readonly holdingDays: number;
  readonly sweep?: number | true;
  readonly from?: Period;
};

const RULE_PROBLEMS = {
  bad_holding_days: `--holding-days takes a whole number from 0 to ${HOLDING_DAYS_MAX}`,
  bad_sweep_month: "--sweep takes a month from 1 to 12",
} as const;

export function addPayoutRule(program: Command): void {
  const group = program
    .command("payout-rule")
    .description("How long a month's earnings are held, and when small balances are swept up.");
  group
    .command("show")
    .description("Show the rules, newest first.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: Options) => show(options));
  group
    .command("set")
    .description("Set the rule for the runs that are prepared from now on.")
    .requiredOption("--holding-days <days>", "days after a month's end, 0 for none", daysArgument)
    .option("--sweep [month]", "pay below the minimum too in this month's run (12)", monthArgument)
    .option("--from <period>", "the first month that it counts for (this one)", periodArgument)
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((options: SetOptions) => set(options));
}

async function show(options: Options): Promise<void> {
  await withDatabase(async ({ db }) => {
    const admin = await actingOperator({ db }, options.as);
    const rules = await findPayoutRules(db, admin);
    const lines = rules.map(
      (rule) =>
        `From ${rule.from} on  paid: ${holdingWords(rule)}  below the minimum: ${sweepWords(rule)}  set by ${rule.by} at ${rule.at.toISOString()}`,
    );
    const none = "No rule: a month is paid once closed, and never below the minimum.";
    print(options, { rules }, lines.length > 0 ? lines : [none]);
  });
}

async function set(options: SetOptions): Promise<void> {
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const { holdingDays, sweep } = options;
    const from = options.from ?? periodOf(deps.now(), deps.zone);
    const sweepMonth = sweep === true ? SWEEP_MONTH_DEFAULT : sweep;
    const result = await setPayoutRule(deps, admin, { holdingDays, sweepMonth, from });
    if (!result.ok) throw new Error(RULE_PROBLEMS[result.problem.kind]);
    print(options, { from, ...result.value }, [
      `From ${from} on  paid: ${holdingWords(result.value)}  below the minimum: ${sweepWords(result.value)}`,
    ]);
  });
}

function daysArgument(text: string): number {
  if (/^\d{1,3}$/.test(text) && Number(text) <= HOLDING_DAYS_MAX) return Number(text);
  throw new Error(`${RULE_PROBLEMS.bad_holding_days}: ${text} is none`);
}

function monthArgument(text: string): number {
  if (/^([1-9]|1[0-2])$/.test(text)) return Number(text);
  throw new Error(`${RULE_PROBLEMS.bad_sweep_month}: ${text} is none`);
}
