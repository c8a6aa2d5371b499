import { findRunPayouts, type PayoutSummary } from "@/db/queries/payouts";
import { findRunReversals, type PayoutReversal } from "@/db/queries/reversals";
import { findRunSkips, type RunSkip } from "@/db/queries/run-skips";
import { findRun, type RunSummary } from "@/db/queries/runs";
import { findPauses } from "@/db/queries/sending-pauses";
import type { AdminActor } from "@/lib/auth/actor";
import { failureWords } from "@/lib/domain/failure";
import type { RunId } from "@/lib/domain/ids";
import { formatMoney, type Money } from "@/lib/domain/money";
import { reversalFailureWords } from "@/lib/domain/reversal";
import type { SendingPause } from "@/lib/domain/sending-pause";
import { pauseFacts, pauseTitle } from "@/lib/domain/words/pause-words";
import { payoutMeaning } from "@/lib/domain/words/payout-words";
import { REVERSAL_STATE_WORDS } from "@/lib/domain/words/reversal-words";
import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import type { Deps } from "@/lib/use-cases/deps";
import { count } from "../output";

type RunReversal = Omit<PayoutReversal, "amount" | "request"> & { readonly amount: Money };

/** A payout, and everything that was asked to be taken back of it, in order. */
type RunPayout = PayoutSummary & { readonly reversals: readonly RunReversal[] };

export type RunReport = {
  readonly run: RunSummary;
  readonly payouts: readonly RunPayout[];
  readonly skips: readonly RunSkip[];
  /** Currencies of this run in which nothing is sent until the Stripe balance is topped up. */
  readonly pauses: readonly SendingPause[];
};

export async function readRun(
  { db }: Pick<Deps, "db">,
  admin: AdminActor,
  runId: RunId,
): Promise<RunReport | undefined> {
  const run = await findRun(db, admin, runId);
  if (!run) return undefined;
  const [summaries, reversals, skips, pauses] = await Promise.all([
    findRunPayouts(db, admin, runId),
    findRunReversals(db, admin, runId),
    findRunSkips(db, admin, runId),
    findPauses(db),
  ]);
  const payouts = withReversals(summaries, reversals);
  const waits = ({ currency }: SendingPause) =>
    payouts.some((payout) => payout.waitsFor === "money" && payout.amount.currency === currency);
  return { run, payouts, skips, pauses: pauses.filter(waits) };
}

function withReversals(
  payouts: readonly PayoutSummary[],
  reversals: readonly PayoutReversal[],
): readonly RunPayout[] {
  const byPayout = Map.groupBy(reversals, ({ payoutId }) => payoutId);
  return payouts.map((payout) => {
    const { currency } = payout.amount;
    const own = byPayout.get(payout.id) ?? [];
    const told = own.map(({ request: _, amount: minor, ...reversal }) => ({
      ...reversal,
      amount: { minor, currency },
    }));
    return { ...payout, reversals: told };
  });
}

export function runLines({ run, payouts, skips, pauses }: RunReport): readonly string[] {
  const only = run.developerId ?? run.pluginId;
  return [
    `Run ${run.id} of ${run.period}${only === undefined ? "" : `, only ${only}`}: ${run.state}`,
    `prepared by ${run.prepared.by} at ${run.prepared.at.toISOString()}`,
    ...(run.approved ? [`approved by ${run.approved.by} at ${run.approved.at.toISOString()}`] : []),
    ...(run.canceled ? [`canceled by ${run.canceled.by} at ${run.canceled.at.toISOString()}`] : []),
    ...pauses.map((pause) => `${pauseTitle(pause)}. ${pauseFacts(pause)}`),
    count(payouts.length, "payout"),
    ...payouts.flatMap((payout) => [payoutLine(payout), ...payout.reversals.map(reversalLine)]),
    ...(skips.length > 0 ? [`${count(skips.length, "balance")} skipped`] : []),
    ...skips.map(skipLine),
  ];
}

/** The reason as a word for programs, then in words with what would change it. */
function skipLine(skip: RunSkip): string {
  const amount = formatMoney(skip.amount);
  return `  ${skip.developerId}  ${amount}  ${skip.reason}: ${skipAdminWords(skip)}`;
}

function payoutLine(payout: PayoutSummary): string {
  const failure = payout.failureCode ? failureWords(payout.failureCode) : undefined;
  const wait = payout.waitsFor ? payoutMeaning(payout) : "";
  const note = failure ? `${failure.reason} ${failure.remedy}` : (payout.transferId ?? wait);
  const amount = formatMoney(payout.amount);
  const taken = payout.reversed.minor > 0n ? `${formatMoney(payout.reversed)} taken back` : "";
  const parts = [payout.id, payout.developerId, amount, payout.state, note, taken];
  return `  ${parts.filter((part) => part !== "").join("  ")}`;
}

function reversalLine(reversal: RunReversal): string {
  const { no, amount, state, requestedBy, requestedAt, reason } = reversal;
  const asked = `asked for by ${requestedBy} at ${requestedAt.toISOString()}: ${reason}`;
  return `    reversal ${no}  ${formatMoney(amount)}  ${state}: ${outcomeWords(reversal)}  ${asked}`;
}

function outcomeWords({ state, code }: RunReversal): string {
  if (state !== "refused" || code === undefined) return REVERSAL_STATE_WORDS[state];
  const { reason, remedy } = reversalFailureWords(code);
  return `${reason} ${remedy}`;
}
