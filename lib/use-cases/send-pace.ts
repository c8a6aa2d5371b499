import { setTimeout as wait } from "node:timers/promises";

export type Pace = {
  /** Waits for the next turn to call Stripe. */
  readonly turn: () => Promise<void>;
  /** Stripe had more calls than it takes: turns come slower for a while. Waits for one. */
  readonly turnAfterBusy: () => Promise<void>;
};

const SECOND_MS = 1_000;
/** What is left of the rate after Stripe was too busy, and how much comes back each second. */
const KEPT = 0.7;
const REGAINED = 0.02;
const PER_SECOND_MIN = 1;

/**
 * Spaces calls evenly, however many lanes ask.
 *
 * Stripe's limit is the account's, and other processes call too: when they take their part, the
 * rate falls until Stripe keeps up, and creeps back. Lanes that are told so within the same second
 * count once.
 */
export function createPace(
  perSecondMax: number,
  pause: (ms: number) => Promise<unknown> = wait,
  clock: () => number = () => performance.now(),
): Pace {
  let perSecond = perSecondMax;
  let next = 0;
  let busyAt = Number.NEGATIVE_INFINITY;
  const turn = async () => {
    const now = clock();
    const at = Math.max(now, next);
    next = at + SECOND_MS / perSecond;
    perSecond = Math.min(perSecondMax, perSecond + (perSecondMax * REGAINED) / perSecond);
    if (at > now) await pause(at - now);
  };
  return {
    turn,
    turnAfterBusy: async () => {
      if (clock() - busyAt >= SECOND_MS) {
        busyAt = clock();
        perSecond = Math.max(PER_SECOND_MIN, perSecond * KEPT);
      }
      await turn();
    },
  };
}
