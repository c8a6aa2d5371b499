/** When a developer is paid: with the month's run, or each sale by itself as soon as it is recorded. */
export const PAYOUT_SCHEDULES = ["monthly", "instant"] as const;
export type PayoutSchedule = (typeof PAYOUT_SCHEDULES)[number];
