import type { Command } from "commander";
import { findDeveloper } from "@/db/queries/admin-developers";
import { findDebts } from "@/db/queries/debts";
import { adjustmentText } from "@/lib/domain/adjustment";
import type { Debt, DebtCause } from "@/lib/domain/debt";
import type { DeveloperId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { debtSum, debtTitle } from "@/lib/domain/words/debt-words";
import { actingOperator } from "../acting-admin";
import { count, type OutputOptions, print } from "../output";
import { withDatabase } from "../world";
import { addHolds } from "./developer-hold";
import { addSchedule } from "./developer-schedule";
import { developerArgument } from "./id-arguments";

type Options = OutputOptions & { readonly as?: string };

export function addDeveloper(program: Command): void {
  const group = program
    .command("developer")
    .description("Look at a developer, and say whether and when they are paid.");
  group
    .command("debt")
    .argument("<id>", "the developer's id", developerArgument)
    .description("Why a developer owes, since when, and because of which sales.")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((id: DeveloperId, options: Options) => debt(id, options));
  addSchedule(group);
  addHolds(group);
}

async function debt(id: DeveloperId, options: Options): Promise<void> {
  await withDatabase(async ({ db, zone }) => {
    const admin = await actingOperator({ db }, options.as);
    const developer = await findDeveloper(db, admin, id);
    if (!developer) throw new Error(`There is no developer ${id}`);
    const debts = await findDebts(db, developer.id, zone);
    const lines = debts.flatMap(debtLines);
    print(options, { developerId: developer.id, debts }, [
      ...(lines.length > 0 ? lines : [`${developer.name} owes nothing.`]),
    ]);
  });
}

function debtLines(debt: Debt): readonly string[] {
  const more = debt.causesTotal - debt.causes.length;
  return [
    `${debtTitle(debt, "they")}. ${debtSum(debt)}`,
    ...debt.causes.map(causeLine),
    ...(more > 0 ? [`  and ${count(more, "more event")}`] : []),
  ];
}

function causeLine({ kind, share, postedOn, pluginName, sale, adjustment }: DebtCause): string {
  const of = sale
    ? `of sale ${sale.externalId} for ${formatMoney(sale.amount)} on ${sale.occurredAt.toISOString()}`
    : adjustment
      ? adjustmentText(adjustment)
      : "of no known sale";
  return `  ${postedOn}  ${kind}  ${formatMoney(share)}  ${pluginName}  ${of}`;
}
