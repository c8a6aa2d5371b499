import type { Command } from "commander";
import { findPayoutRecords } from "@/db/queries/reconciliation";
import { type PayoutId, parsePayoutId } from "@/lib/domain/ids";
import { formatMoney, parseDecimal } from "@/lib/domain/money";
import { reversalProblemWords } from "@/lib/domain/words/reversal-words";
import type { Deps } from "@/lib/use-cases/deps";
import { reversePayout } from "@/lib/use-cases/reverse-payout";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDeps } from "../world";

type Options = OutputOptions & {
  readonly as?: string;
  readonly amount?: string;
  readonly reason: string;
};

/** `remit run reverse PAYOUT`. */
export function addReverse(run: Command): void {
  run
    .command("reverse")
    .description("Take a paid payout back from the developer's Stripe account. It is owed again.")
    .argument("<payout>", "the payout's id", payoutArgument)
    .option("--amount <amount>", "only this much, such as 12.30; everything without it")
    .requiredOption("--reason <text>", "why; the developer reads it")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((payoutId: PayoutId, options: Options) => reverse(payoutId, options));
}

export function payoutArgument(text: string): PayoutId {
  const parsed = parsePayoutId(text);
  if (!parsed.ok) throw new Error(`${text} is not a payout's id: it looks like a UUID`);
  return parsed.value;
}

async function reverse(payoutId: PayoutId, options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const amount = await amountOf(deps, payoutId, options.amount);
    const reversed = await reversePayout(deps, admin, {
      payoutId,
      amount,
      reason: options.reason,
    });
    if (!reversed.ok) throw new Error(reversalProblemWords(reversed.problem));
    const { state, payout } = reversed.value;
    const taken = formatMoney({
      minor: reversed.value.amount,
      currency: payout.amount.currency,
    });
    print(options, { payoutId, state, amount: reversed.value.amount }, [
      state === "made"
        ? `${taken} taken back from ${payout.developerId}. They are owed again.`
        : `Stripe gave no clear answer about ${taken}. The worker finds out; do not ask again.`,
    ]);
  });
}

async function amountOf(
  { db }: Pick<Deps, "db">,
  payoutId: PayoutId,
  text: string | undefined,
): Promise<bigint | undefined> {
  if (text === undefined) return undefined;
  const payout = (await findPayoutRecords(db, [payoutId])).get(payoutId);
  if (!payout) throw new Error(`There is no payout ${payoutId}`);
  const parsed = parseDecimal(text, payout.amount.currency);
  if (!parsed.ok || parsed.value.minor < 1n) {
    throw new Error(`--amount: ${text} is not an amount above zero, such as 12.30`);
  }
  return parsed.value.minor;
}
