/**
 * How long a sender may hold a payout. Longer than the slowest call (20 s, and once more after a
 * closed connection), so that a lease never runs out under a call that is still going on.
 */
export const LEASE_MS = 120_000;
/** A call is only begun while this much of the lease is left. */
export const CALL_MS = 45_000;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Stripe keeps keys for 24 hours at least: until then the same key can only pay once. */
export const RESEND_MS = 23 * HOUR_MS;
/** Ten minutes after the last possible send, nothing is on its way any more. */
export const GIVE_UP_MS = RESEND_MS + 10 * MINUTE_MS;
/**
 * How long absence has to last where sending again is out of the question: Stripe may complete a
 * request after it answered with an error.
 */
export const ABSENT_MS = HOUR_MS;

const PAUSE_MIN_MS = 2 * SECOND_MS;
const PAUSE_MAX_MS = 30 * MINUTE_MS;

/**
 * When to look again. The pauses double, as each is as long as everything before it; by the time
 * that an absence decides anything, the last send is therefore minutes ago.
 */
export function nextLookUp(startedAt: Date, now: Date): Date {
  const age = now.getTime() - startedAt.getTime();
  const pause = Math.min(Math.max(age, PAUSE_MIN_MS), PAUSE_MAX_MS);
  return new Date(now.getTime() + pause);
}

export function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
