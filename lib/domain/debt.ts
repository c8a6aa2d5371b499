import type { Adjustment } from "./adjustment";
import type { EventKind } from "./event";
import type { EventId } from "./ids";
import type { Money } from "./money";
import type { Day } from "./period";

/** A developer’s negative balance in one currency, explained to the cent. */
export type Debt = {
  /** The balance: below zero. */
  readonly balance: Money;
  /** The day on which it last went below zero. */
  readonly since: Day;
  /** What was taken back and not made up for in a payout: below zero. */
  readonly takenBack: Money;
  /** What was earned beside it, and counts against it. */
  readonly earned: Money;
  /** What reversals of payouts brought back, which counts against it too. */
  readonly returned: Money;
  /** What is in payouts that are not sent yet, and not counted against it: zero or more. */
  readonly unsent: Money;
  /** What was taken back, the largest parts first, up to a limit. */
  readonly causes: readonly DebtCause[];
  /** How many there are in all. */
  readonly causesTotal: number;
};

export type DebtCause = {
  readonly id: EventId;
  readonly kind: EventKind;
  readonly pluginName: string;
  /** What it took from the developer: below zero. */
  readonly share: Money;
  readonly occurredAt: Date;
  readonly postedOn: Day;
  /** The sale that it gave back, and how much of that the developer had got. */
  readonly sale:
    | {
        readonly externalId: string;
        readonly occurredAt: Date;
        readonly amount: Money;
        readonly share: Money;
        /** When the payout with it was paid; absent while it is in none. */
        readonly paidAt: Date | undefined;
      }
    | undefined;
  readonly adjustment: Pick<Adjustment, "reason" | "note"> | undefined;
};

/** What a day changed in a balance: earnings, returns, and payouts as what left it. */
export type BalanceChange = { readonly day: Day; readonly change: bigint };

/**
 * The day since which a balance has been below zero without a break, from all its changes in the
 * order of their days. Absent when it is not below zero at the end.
 */
export function negativeSince(changes: readonly BalanceChange[]): Day | undefined {
  let balance = 0n;
  let since: Day | undefined;
  for (const { day, change } of changes) {
    balance += change;
    if (balance >= 0n) since = undefined;
    else since ??= day;
  }
  return since;
}
