import type { Debt } from "../debt";
import { add, formatMoney, type Money, negate } from "../money";
import { dayName } from "./period-words";

/** `You owe the marketplace €35.00 since 3 Apr 2026` */
export function debtTitle({ balance, since }: Debt, who: "you" | "they"): string {
  const owes = who === "you" ? "You owe" : "They owe";
  return `${owes} the marketplace ${formatMoney(negate(balance))} since ${dayName(since)}`;
}

/** What was taken back, less what counts against it, is what is owed: the sum in one sentence. */
export function debtSum({ balance, takenBack, earned, returned }: Debt): string {
  const against = [
    ...part(earned, "of unpaid earnings"),
    ...part(returned, "back from payouts that were reversed"),
  ];
  const taken = `${formatMoney(negate(takenBack))} was taken back`;
  if (against.length === 0) return `${taken}.`;
  const verb = against.length === 1 ? "counts" : "count";
  return `${taken}, ${against.join(" and ")} ${verb} against it: ${formatMoney(negate(balance))} is left.`;
}

/** What is outstanding beside it, so that a debt and a larger payout on one page add up. */
export function debtUnsent({ balance, unsent }: Debt): string | undefined {
  if (unsent.minor === 0n) return undefined;
  return `${formatMoney(unsent)} beside it is in payouts that are not sent yet, so ${formatMoney(add(balance, unsent))} is outstanding in all.`;
}

/** What will happen, and what need not. */
export function debtOutlook(who: "you" | "they"): string {
  return who === "you"
    ? "Nothing to do: what you earn makes up for it first, and payouts go on once it is made up for and the minimum is reached. Nothing is taken from your bank or your Stripe account."
    : "What they earn makes up for it first, and runs skip them until then. Nothing is taken from their Stripe account.";
}

function part(amount: Money, words: string): readonly string[] {
  return amount.minor > 0n ? [`${formatMoney(amount)} ${words}`] : [];
}
