import type { SkipReason } from "./eligibility";
import { type Money, money } from "./money";
import type { Day } from "./period";

/** One developer's unpaid money in one currency through a month's end, as it is judged today. */
export type Judged = {
  readonly amount: Money;
  readonly minimum: Money;
  /** Absent: a run of the month would pay it. */
  readonly reason: SkipReason | undefined;
  /** When its holding days end. */
  readonly payableFrom: Day | undefined;
};

/**
 * A balance in the parts that can be paid one after the other, the earliest first.
 *
 * Holding days are those of the newest month in a balance, and a run of an earlier month pays what
 * is older sooner. So it takes the balance through a month's end and through those of the months
 * before it, newest first; what lies before the first that is not held is not looked at. A later
 * part that is below the minimum by itself waits for the one after it.
 */
export function unpaidParts<Balance extends Judged>(
  newestFirst: readonly Balance[],
): readonly Balance[] {
  const [newest] = newestFirst;
  if (newest?.reason !== "holding_days") return newestFirst.slice(0, 1);
  const { currency } = newest.amount;
  const parts: Balance[] = [];
  let told = 0n;
  for (const balance of payableInTurn(newestFirst)) {
    const { minor } = balance.amount;
    if (told > 0n && minor - told < balance.minimum.minor) continue;
    parts.push({ ...balance, amount: money(minor - told, currency) });
    told = minor;
  }
  const rest = newest.amount.minor - told;
  if (rest <= 0n) return parts;
  return [...parts, { ...newest, amount: money(rest, currency), reason: "below_minimum" }];
}

/** Of the balances those that can be paid sooner than every newer one, the earliest first. */
function payableInTurn<Balance extends Judged>(
  newestFirst: readonly Balance[],
): readonly Balance[] {
  const held = newestFirst.findIndex(({ reason }) => reason !== "holding_days");
  const waiting = held < 0 ? newestFirst : newestFirst.slice(0, held);
  const steps = waiting.filter(
    ({ payableFrom }, index) =>
      payableFrom &&
      waiting.slice(0, index).every((newer) => payableFrom < (newer.payableFrom ?? payableFrom)),
  );
  const older = newestFirst[held];
  return [...steps, ...(older && older.reason === undefined ? [older] : [])].toReversed();
}
