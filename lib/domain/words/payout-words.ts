import type { PayoutState, PayoutWait } from "../payout";
import type { Period } from "../period";
import { periodName } from "./period-words";
import type { Turn } from "./turn-words";

export type StatusWords = {
  readonly label: string;
  readonly meaning: string;
  readonly turn: Turn;
};

/** The one word for each state of a payout, and the sentence that explains it. */
export const PAYOUT_WORDS: Readonly<Record<PayoutState, StatusWords>> = {
  ready: {
    label: "Ready",
    meaning: "Prepared and waiting for the marketplace to approve it. Nothing has been sent.",
    turn: "marketplace",
  },
  approved: {
    label: "Approved",
    meaning: "Approved by the marketplace. It is sent to Stripe next, usually within a minute.",
    turn: "marketplace",
  },
  submitting: {
    label: "Sending",
    meaning: "The transfer is being handed to Stripe right now.",
    turn: "stripe",
  },
  unknown: {
    label: "Checking with Stripe",
    meaning:
      "Stripe’s answer was lost. Remit looks the transfer up before anything else happens, so it is never sent twice.",
    turn: "stripe",
  },
  paid: {
    label: "Paid",
    meaning: "Stripe confirmed the transfer to the Stripe account.",
    turn: "nobody",
  },
  failed: {
    label: "Failed",
    meaning: "The transfer was not made. The money is still owed, and the payout can be retried.",
    turn: "marketplace",
  },
  partly_reversed: {
    label: "Partly reversed",
    meaning:
      "The marketplace took part of the transfer back through Stripe. That part is owed again, and paid with a later payout.",
    turn: "nobody",
  },
  reversed: {
    label: "Reversed",
    meaning:
      "The marketplace took the whole transfer back through Stripe. It is owed again, and paid with a later payout.",
    turn: "nobody",
  },
  canceled: {
    label: "Canceled",
    meaning: "Canceled before it was sent. The money went back to the balance, for a later payout.",
    turn: "nobody",
  },
};

const WAIT_MEANINGS: Readonly<Record<PayoutWait, string>> = {
  hold: "Approved, but held back. It is sent when the hold is lifted.",
  money:
    "Approved. It waits until the marketplace’s Stripe balance covers it, and is then sent by itself.",
};

/** The sentence for one payout: what its state means, or what an approved one waits for. */
export function payoutMeaning({
  state,
  waitsFor,
}: {
  readonly state: PayoutState;
  readonly waitsFor: PayoutWait | undefined;
}): string {
  return waitsFor ? WAIT_MEANINGS[waitsFor] : PAYOUT_WORDS[state].meaning;
}

/** What a payout is of, to its developer. */
export function payoutScope({
  period,
  saleId,
  pluginName,
}: {
  readonly period: Period;
  readonly saleId: string | undefined;
  readonly pluginName: string | undefined;
}): string {
  if (saleId !== undefined) return "Your share of one sale, in a payout of its own.";
  const what =
    pluginName === undefined ? "everything unpaid" : `everything unpaid of ${pluginName}`;
  return `Payout for ${periodName(period)}: ${what} through the end of that month.`;
}

/** What a run pays, to whoever approves it. */
export function runScope({
  period,
  pluginId,
}: {
  readonly period: Period;
  readonly pluginId: string | undefined;
}): string {
  return pluginId === undefined
    ? `Everything owed through ${periodName(period)}`
    : `What the plugin ${pluginId} earned through ${periodName(period)}, and nothing else`;
}

export const SKIPPED_WORDS: StatusWords = {
  label: "Skipped",
  meaning: "Not paid in this run. The balance stays and is carried to the next one.",
  turn: "nobody",
};
