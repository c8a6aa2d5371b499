/** The sums of some buckets of one currency. Amounts in minor units. */
export type EarningsSums = {
  /** Paid ones. */
  readonly installs: number;
  readonly freeInstalls: number;
  readonly renewals: number;
  readonly refunds: number;
  /** Sales less what was given back. */
  readonly amount: bigint;
  readonly developerShare: bigint;
  readonly platformShare: bigint;
  /** The parts of `amount` and `developerShare` that were given back (≤ 0). */
  readonly refundedAmount: bigint;
  readonly refundedShare: bigint;
};

export const NO_EARNINGS: EarningsSums = {
  installs: 0,
  freeInstalls: 0,
  renewals: 0,
  refunds: 0,
  amount: 0n,
  developerShare: 0n,
  platformShare: 0n,
  refundedAmount: 0n,
  refundedShare: 0n,
};

/** Adds up rows of one currency. */
export function addEarnings(rows: readonly EarningsSums[]): EarningsSums {
  return rows.reduce<EarningsSums>(
    (sum, row) => ({
      installs: sum.installs + row.installs,
      freeInstalls: sum.freeInstalls + row.freeInstalls,
      renewals: sum.renewals + row.renewals,
      refunds: sum.refunds + row.refunds,
      amount: sum.amount + row.amount,
      developerShare: sum.developerShare + row.developerShare,
      platformShare: sum.platformShare + row.platformShare,
      refundedAmount: sum.refundedAmount + row.refundedAmount,
      refundedShare: sum.refundedShare + row.refundedShare,
    }),
    NO_EARNINGS,
  );
}

/** What was sold before anything was given back. */
export function grossSales({ amount, refundedAmount }: EarningsSums): bigint {
  return amount - refundedAmount;
}
