import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { findSales } from "@/db/queries/recorded-events";
import type { CorrectionProblem } from "@/lib/domain/correction";
import { parseDay } from "@/lib/domain/day-start";
import {
  CORRECTION_KINDS,
  type CorrectionKind,
  leftToCorrect,
  type Sale,
} from "@/lib/domain/event";
import { formId } from "@/lib/domain/form-id";
import { formatMoney, type Money, money, parseDecimal } from "@/lib/domain/money";
import { CORRECTION_NAMES, correctionProblemWords } from "@/lib/domain/words/correction-words";
import { correctSale } from "@/lib/use-cases/correct-sale";
import { typedFormId } from "@/lib/use-cases/typed-form-id";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

type Options = OutputOptions &
  Partial<Readonly<Record<"refund" | "dispute" | "disputeWon", string | true>>> & {
    readonly on: string;
    readonly source: string;
    readonly id?: string;
    readonly as?: string;
  };

const FLAGS: Readonly<Record<CorrectionKind, "refund" | "dispute" | "disputeWon">> = {
  refund: "refund",
  dispute: "dispute",
  dispute_won: "disputeWon",
};

export function addCorrect(program: Command): void {
  program
    .command("correct")
    .description("Record a refund or a dispute that neither the marketplace nor Stripe reports.")
    .argument("<sale>", "the sale's external id")
    .option("--refund [amount]", "what the buyer got back, such as 25.00; without it, all of it")
    .option("--dispute [amount]", "what the buyer disputes, and gets back unless it is won")
    .option("--dispute-won [amount]", "what of a dispute came back to the marketplace")
    .requiredOption("--on <day>", "the day when it happened, YYYY-MM-DD")
    .option("--source <name>", "where the sale came from, such as stripe", "api")
    .option("--id <id>", "the same id again is the same correction: for scripts that repeat")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((saleId: string, options: Options) => correct(saleId, options));
}

async function correct(saleId: string, options: Options): Promise<void> {
  const { kind, text } = wishOf(options);
  const day = parseDay(options.on);
  if (!day) throw new Error(`--on: ${options.on} is not a day: write YYYY-MM-DD`);
  const externalId = externalIdOf(options, text);
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const sale = (await findSales(deps.db, options.source, [saleId])).get(saleId);
    if (!sale) throw new Error(`There is no sale ${saleId} of the source ${options.source}`);
    const amount = amountOf(text, kind, sale);
    const wish = { externalId, saleId: sale.id, kind, amount, day };
    const corrected = await correctSale(deps, admin, wish);
    if (!corrected.ok) throw new Error(words(corrected.problem, saleId));
    const { id, status } = corrected.value;
    const done = status === "recorded" ? "is recorded" : "had been recorded before";
    print(options, { id, status }, [
      `The ${CORRECTION_NAMES[kind]} of ${formatMoney(amount)} of sale ${saleId} ${done}.`,
    ]);
  });
}

function wishOf(options: Options): { readonly kind: CorrectionKind; readonly text: string | true } {
  const [first, ...others] = CORRECTION_KINDS.flatMap((kind) => {
    const text = options[FLAGS[kind]];
    return text === undefined ? [] : [{ kind, text }];
  });
  if (first && others.length === 0) return first;
  throw new Error("Give one of --refund, --dispute and --dispute-won");
}

/** What is left changes, so that the same id would ask for another correction the next time. */
function externalIdOf({ id }: Options, text: string | true): string {
  if (id === undefined) return formId(randomUUID());
  if (text === true) throw new Error("--id: give the amount too, so that the same id is the same");
  return typedFormId(id);
}

function amountOf(text: string | true, kind: CorrectionKind, sale: Sale): Money {
  const { currency } = sale.amount;
  if (text === true) return money(leftToCorrect(kind, sale), currency);
  const amount = parseDecimal(text, currency);
  if (amount.ok && amount.value.minor > 0n) return amount.value;
  throw new Error(
    `${text} is not an amount above zero in ${currency.toUpperCase()}, such as 25.00`,
  );
}

/** As the page says it, but for what a reload mends there. */
function words(problem: CorrectionProblem, saleId: string): string {
  switch (problem.kind) {
    case "unknown_sale":
      return `${saleId} is not a sale: name what was sold, not what was taken back of it`;
    case "nothing":
      return `Nothing of sale ${saleId} is left for this`;
    case "conflict":
      return "--id: was used for another correction";
    default:
      return correctionProblemWords(problem);
  }
}
