import { findSendable, type SendablePayout } from "@/db/queries/payout-work";
import { checkPausesDue } from "./check-pauses";
import type { Deps } from "./deps";
import { createGuard, type GuardOptions } from "./guard-against-lost-payouts";
import { createPace } from "./send-pace";
import { type SendOptions, type SendOutcome, sendPayout, WORKER } from "./send-payout";

export type DrainOptions = SendOptions &
  GuardOptions & {
    /** How many payouts are on their way to Stripe at once. */
    readonly concurrency?: number;
    /** How many are read at once, beyond those under way. */
    readonly batch?: number;
    /** How many calls a second at most. Stripe's sandbox takes 25, live 100. */
    readonly perSecond?: number;
    readonly shouldStop?: () => boolean;
  };

export type DrainReport = Readonly<Record<SendOutcome["kind"], number>>;

const LANES_MIN = 8;
const LANES_MAX = 64;
const PER_SECOND = 20;
const BATCH = 300;
/**
 * When this part of a batch is left, the next are read, and Stripe is looked at, meanwhile. Should
 * that fail, whoever finds nothing left reads again, and fails with it.
 */
const READ_ON = 2 / 3;
/** A call takes about half a second at Stripe: so many are under way at once at a given rate. */
const CALL_SECONDS = 0.5;

type DrainDeps = Pick<Deps, "db" | "now" | "zone" | "newId" | "transfers">;

/**
 * Sends approved payouts until none is left that this process can send.
 *
 * Any number of processes may do so at once: the first statement of each payout lets one of them
 * have it. When Stripe's balance does not cover a payout, it and the rest of that currency stay
 * approved until the balance does (see `check-pauses`); other currencies go on.
 *
 * Before anything is sent, the books catch up with Stripe: restored ones pay nobody again.
 *
 * Lanes take from one list, which is read on before it is empty: no lane waits for the slowest call
 * of a batch or for a look at Stripe, and memory does not grow with what there is to send. Trouble
 * in one lane lets all of them finish what they are at, and is thrown once they are done.
 */
export async function sendApproved(
  deps: DrainDeps,
  options: DrainOptions = {},
): Promise<DrainReport> {
  const report = { paid: 0, failed: 0, unfunded: 0, unknown: 0, taken: 0 };
  const perSecond = options.perSecond ?? PER_SECOND;
  const lanes = options.concurrency ?? lanesFor(perSecond);
  const pace = createPace(perSecond, options.pause);
  const source = createSource(deps, lanes, options);
  const runLane = async () => {
    try {
      for (let payout = await source.take(); payout; payout = await source.take()) {
        await pace.turn();
        const outcome = await sendPayout(deps, payout, { ...options, onBusy: pace.turnAfterBusy });
        report[outcome.kind] += 1;
        source.giveBack(payout, outcome);
      }
    } catch (error) {
      source.close();
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, runLane));
  const broken = ends.find((end) => end.status === "rejected");
  if (broken) throw broken.reason;
  return report;
}

function lanesFor(perSecond: number): number {
  return Math.min(Math.max(Math.ceil(perSecond * CALL_SECONDS), LANES_MIN), LANES_MAX);
}

/** What waits to be sent, given to each lane once and in order. */
function createSource(
  deps: DrainDeps,
  lanes: number,
  options: GuardOptions & Pick<DrainOptions, "batch" | "by" | "shouldStop">,
) {
  const { batch = BATCH, by = WORKER, shouldStop = () => false } = options;
  const underWay = new Set<string>();
  /** Sent while the list was being read, which may still show them. */
  const sentMeanwhile = new Set<string>();
  /** Not to be had by this process, and perhaps still approved: a hold came in between. */
  const given = new Set<string>();
  const shortage = createShortage();
  let waiting: SendablePayout[] = [];
  let reading: Promise<void> | undefined;
  let hasMore = false;
  let isClosed = false;
  const guard = createGuard(deps, by, options);
  const isKnown = (id: string) => underWay.has(id) || sentMeanwhile.has(id) || given.has(id);
  const read = async () => {
    shortage.beginReading();
    sentMeanwhile.clear();
    await checkPausesDue(deps, by);
    const limit = batch + lanes + given.size;
    const found = await guard.letPass(() => findSendable(deps.db, { limit }));
    hasMore = found.length === limit;
    waiting = found.filter((payout) => !isKnown(tryOf(payout)));
    shortage.endReading();
    // All that was found may have been sent meanwhile, with more behind it.
    if (waiting.length === 0 && !hasMore) isClosed = true;
  };
  const startReading = () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const isLow = () => hasMore && waiting.length === Math.floor(batch * READ_ON);
  return {
    take: async (): Promise<SendablePayout | undefined> => {
      while (!isClosed && !shouldStop()) {
        if (isLow() || guard.isDue()) startReading().catch(() => undefined);
        const payout = waiting.shift();
        if (payout && !shortage.has(payout)) {
          underWay.add(tryOf(payout));
          return payout;
        }
        if (!payout) await startReading();
      }
      return undefined;
    },
    giveBack: (payout: SendablePayout, outcome: SendOutcome) => {
      underWay.delete(tryOf(payout));
      (outcome.kind === "taken" ? given : sentMeanwhile).add(tryOf(payout));
      if (outcome.kind === "unfunded") shortage.add(payout);
    },
    close: () => {
      isClosed = true;
    },
  };
}

/**
 * Currencies that Stripe's balance does not cover. Who reads the list anew learns whether it does
 * by now; what is found short meanwhile the list may still show.
 */
function createShortage() {
  let currencies = new Set<string>();
  let meanwhile = new Set<string>();
  return {
    has: ({ needsBalance, amount }: SendablePayout) =>
      needsBalance && currencies.has(amount.currency),
    add: ({ amount }: SendablePayout) => {
      currencies.add(amount.currency);
      meanwhile.add(amount.currency);
    },
    beginReading: () => {
      meanwhile = new Set();
    },
    endReading: () => {
      currencies = meanwhile;
    },
  };
}

/** A failed payout that an admin retries meanwhile is another try. */
function tryOf(payout: SendablePayout): string {
  return `${payout.payoutId}:${payout.attempts}`;
}
