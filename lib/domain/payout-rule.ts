import { type Day, firstDay, nextPeriod, type Period, shiftDay } from "./period";

/** When the balances of a month are paid: decided for the marketplace, from a month on. */
export type PayoutRule = {
  /** Whole days after the month's end during which what it earned is not paid yet. */
  readonly holdingDays: number;
  /** The month (1 … 12) whose run pays balances below the minimum too. */
  readonly sweepMonth: number | undefined;
};

export const HOLDING_DAYS_MAX = 180;
/** At the end of the year, unless somebody chooses another month. */
export const SWEEP_MONTH_DEFAULT = 12;
/** Paid as soon as the month is closed, and never below the minimum. */
export const PLAIN_RULE: PayoutRule = { holdingDays: 0, sweepMonth: undefined };

/** The first day on which what a month earned may be paid. */
export function payableFrom(period: Period, { holdingDays }: Pick<PayoutRule, "holdingDays">): Day {
  return shiftDay(firstDay(nextPeriod(period)), holdingDays);
}

/**
 * Whether a balance still waits, judged by the newest month in it: what is older goes with it, or
 * with a run of an earlier month.
 */
export function isHeldBack(newest: Period, rule: PayoutRule, today: Day): boolean {
  return rule.holdingDays > 0 && payableFrom(newest, rule) > today;
}

/** Whether the run of a month pays balances below the minimum too. */
export function isSweep(period: Period, { sweepMonth }: PayoutRule): boolean {
  return sweepMonth === Number(period.slice(5, 7));
}
