import type { Command } from "commander";
import { findPayout } from "@/db/queries/payouts";
import { findPayoutRecords } from "@/db/queries/reconciliation";
import type { AdminActor } from "@/lib/auth/actor";
import type { Currency } from "@/lib/domain/currency";
import type { PayoutId } from "@/lib/domain/ids";
import { formatMoney, parseDecimal, toDecimal } from "@/lib/domain/money";
import { hasTransfer } from "@/lib/domain/payout";
import { reversalProblemWords } from "@/lib/domain/words/reversal-words";
import type { Deps } from "@/lib/use-cases/deps";
import { type ReversalWish, reversePayout } from "@/lib/use-cases/reverse-payout";
import { actingAdmin } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDeps } from "../world";
import { payoutArgument } from "./id-arguments";

type Options = OutputOptions & {
  readonly as?: string;
  readonly amount?: string;
  readonly left?: string;
  readonly reason: string;
};

/** `remit run reverse PAYOUT`. */
export function addReverse(run: Command): void {
  run
    .command("reverse")
    .description("Take a paid payout back from the developer's Stripe account. It is owed again.")
    .argument("<payout>", "the payout's id", payoutArgument)
    .option("--amount <amount>", "only this much, such as 12.30; everything without it")
    .option("--left <amount>", "with --amount: what you saw as left, so that twice takes once")
    .requiredOption("--reason <text>", "why; the developer reads it")
    .option("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((payoutId: PayoutId, options: Options) => reverse(payoutId, options));
}

async function reverse(payoutId: PayoutId, options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const wish = await wishOf(deps, payoutId, options);
    const reversed = await reversePayout(deps, admin, wish);
    if (!reversed.ok) throw new Error(reversalProblemWords(reversed.problem));
    const { state, payout } = reversed.value;
    const taken = formatMoney({
      minor: reversed.value.amount,
      currency: payout.amount.currency,
    });
    const told =
      state === "made"
        ? [`${taken} taken back from ${payout.developerId}. They are owed again.`]
        : [
            `Stripe gave no clear answer about ${taken}. The worker finds out; do not ask again.`,
            ...(await whereToLook(deps, admin, payoutId)),
          ];
    print(options, { payoutId, state, amount: reversed.value.amount }, told);
  });
}

/** A payout that was taken over from Stripe is in no run. */
async function whereToLook(
  { db }: Pick<Deps, "db">,
  admin: AdminActor,
  payoutId: PayoutId,
): Promise<readonly string[]> {
  const runId = (await findPayout(db, admin, payoutId))?.runId;
  return runId === undefined ? [] : [`\`remit run show ${runId}\` tells what became of it.`];
}

/** An amount needs what was seen as left: by it the same command twice takes nothing twice. */
async function wishOf(
  { db }: Pick<Deps, "db">,
  payoutId: PayoutId,
  { amount, left, reason }: Options,
): Promise<ReversalWish> {
  if (amount === undefined && left === undefined) return { payoutId, reason };
  const payout = (await findPayoutRecords(db, [payoutId])).get(payoutId);
  if (!payout) throw new Error(`There is no payout ${payoutId}`);
  const { currency, minor } = payout.amount;
  const wish = { payoutId, reason, amount: amountOf("--amount", amount, currency) };
  const now = { minor: minor - payout.reversed, currency };
  if (!hasTransfer(payout.state) || now.minor === 0n) {
    throw new Error(reversalProblemWords({ kind: "nothing_to_reverse", state: payout.state }));
  }
  if (left === undefined) {
    throw new Error(
      `--amount needs --left, what you saw as left of the payout, so that the same command twice takes nothing twice. ${formatMoney(now)} is left now: if you expect that, repeat it with --left ${toDecimal(now)}`,
    );
  }
  return { ...wish, seenLeft: amountOf("--left", left, currency) };
}

function amountOf(
  option: string,
  text: string | undefined,
  currency: Currency,
): bigint | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDecimal(text, currency);
  if (!parsed.ok || parsed.value.minor < 1n) {
    throw new Error(`${option}: ${text} is not an amount above zero, such as 12.30`);
  }
  return parsed.value.minor;
}
