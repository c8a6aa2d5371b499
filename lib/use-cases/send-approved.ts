import { setTimeout as wait } from "node:timers/promises";
import { findSendable, type SendablePayout } from "@/db/queries/payout-work";
import { checkPausesDue } from "./check-pauses";
import type { Deps } from "./deps";
import { type SendOptions, type SendOutcome, sendPayout, WORKER } from "./send-payout";

export type DrainOptions = SendOptions & {
  /** How many payouts are on their way to Stripe at once. */
  readonly concurrency?: number;
  /** Stripe's sandbox takes 25 requests a second, live 100. */
  readonly perSecond?: number;
  readonly shouldStop?: () => boolean;
};

export type DrainReport = Readonly<Record<SendOutcome["kind"], number>>;

const CONCURRENCY = 8;
const PER_SECOND = 20;
const BATCH = 100;
const SECOND_MS = 1_000;

/**
 * Sends approved payouts until none is left that this process can send.
 *
 * Any number of processes may do so at once: the first statement of each payout lets one of them
 * have it. When Stripe's balance does not cover a payout, it and the rest of that currency stay
 * approved until the balance does (see `check-pauses`); other currencies go on.
 */
export async function sendApproved(
  deps: Pick<Deps, "db" | "now" | "newId" | "transfers">,
  options: DrainOptions = {},
): Promise<DrainReport> {
  const report = { paid: 0, failed: 0, unfunded: 0, unknown: 0, taken: 0 };
  const met = new Set<string>();
  const pace = createPace(options.perSecond ?? PER_SECOND, options.pause ?? wait);
  const isStopped = options.shouldStop ?? (() => false);
  while (!isStopped()) {
    await checkPausesDue(deps, options.by ?? WORKER);
    const found = await findSendable(deps.db, { limit: BATCH });
    const batch = found.filter((payout) => !met.has(tryOf(payout)));
    if (batch.length === 0) break;
    await sendBatch(batch, options.concurrency ?? CONCURRENCY, isStopped, async (payout) => {
      met.add(tryOf(payout));
      await pace();
      const outcome = await sendPayout(deps, payout, options);
      report[outcome.kind] += 1;
      return outcome;
    });
  }
  return report;
}

/** Lanes take from one list. Trouble in one lane ends that lane, and is thrown once all are done. */
async function sendBatch(
  batch: readonly SendablePayout[],
  lanes: number,
  isStopped: () => boolean,
  send: (payout: SendablePayout) => Promise<SendOutcome>,
): Promise<void> {
  const waiting = batch.values();
  const shortCurrencies = new Set<string>();
  const runLane = async () => {
    for (const payout of waiting) {
      if (isStopped()) return;
      if (shortCurrencies.has(payout.amount.currency)) continue;
      const outcome = await send(payout);
      if (outcome.kind === "unfunded") shortCurrencies.add(payout.amount.currency);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, runLane));
  const broken = ends.find((end) => end.status === "rejected");
  if (broken) throw broken.reason;
}

/** Spaces calls evenly, however many lanes ask. */
function createPace(perSecond: number, pause: (ms: number) => Promise<unknown>) {
  let next = 0;
  return async () => {
    const now = performance.now();
    const turn = Math.max(now, next);
    next = turn + SECOND_MS / perSecond;
    if (turn > now) await pause(turn - now);
  };
}

/** A failed payout that an admin retries meanwhile is another try. */
function tryOf(payout: SendablePayout): string {
  return `${payout.payoutId}:${payout.attempts}`;
}
