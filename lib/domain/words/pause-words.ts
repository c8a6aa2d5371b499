import { formatMoney, money } from "../money";
import { missing, type PauseFinding, type SendingPause } from "../sending-pause";
import { countWords } from "./sum-words";

/** The one line that says why nothing of a currency is sent. */
export function pauseTitle(pause: SendingPause): string {
  const more = missing(pause);
  if (!more) return "Paused: the Stripe balance does not cover the next payout";
  if (more.minor === 0n) return "Paused: the Stripe balance covers it by now, and sending goes on";
  return `Paused: ${formatMoney(more)} more is needed in the Stripe balance`;
}

/** `3 payouts wait for €2,100.00 in all, and €600.00 was available.` */
export function pauseFacts({ currency, read, waiting }: SendingPause): string {
  const { payouts, amount } = waiting;
  const asked = countWords(payouts, "payout");
  const wait = `${asked} ${payouts === 1 ? "waits" : "wait"} for ${formatMoney(money(amount, currency))}`;
  if (!read) return `${wait}. Stripe has not said yet what is available.`;
  return `${wait}, and ${formatMoney(money(read.available, currency))} was available.`;
}

/** What an admin is told who asked for a look at the balance. */
export function pauseFindingWords(finding: PauseFinding): string {
  const name = finding.currency.toUpperCase();
  switch (finding.kind) {
    case "goes_on":
      return `Payouts in ${name} go on.`;
    case "short":
      return `${formatMoney(finding.missing)} more is needed in the Stripe balance.`;
    case "stripe_unreachable":
      return `Stripe did not say what is available in ${name}. Try again in a moment.`;
  }
}
