declare const brand: unique symbol;
/** A rate in hundredths of a percent: 7000 is 70 %. */
export type BasisPoints = number & { readonly [brand]: "BasisPoints" };

export const WHOLE_BASIS_POINTS = 10_000;
const WHOLE = 10_000n;

/** Throws outside 0 … 10,000: callers parse first, so anything else is a bug. */
export function basisPoints(value: number): BasisPoints {
  if (!Number.isInteger(value) || value < 0 || value > WHOLE_BASIS_POINTS) {
    throw new RangeError(`Basis points must be an integer from 0 to 10000, not ${value}`);
  }
  return value as BasisPoints;
}

export const DEFAULT_SHARE = basisPoints(7_000);

/** Both parts carry the amount's sign and always add up to it. Minor units. */
export type Split = { readonly developer: bigint; readonly platform: bigint };

/**
 * Splits an amount between developer and platform.
 *
 * The developer's part is rounded towards zero and the platform takes what is left, so no cent is
 * created or lost, whatever the share. BigInt division truncates, which is the floor of `|amount|`
 * with the sign put back.
 */
export function splitRevenue(amountMinor: bigint, share: BasisPoints): Split {
  const developer = (amountMinor * BigInt(share)) / WHOLE;
  return { developer, platform: amountMinor - developer };
}

/**
 * What one correction of a sale takes from each side (negative: taken back, positive: returned).
 *
 * Shares are differences of the cumulated split, so any number of partial refunds takes back
 * exactly what was given, and a dispute that is won returns exactly what it took.
 * `returnedBefore` and `returnedAfter` are how much of the sale the buyer has back, ≥ 0.
 */
export function splitCorrection(
  returnedBefore: bigint,
  returnedAfter: bigint,
  share: BasisPoints,
): Split {
  const before = splitRevenue(returnedBefore, share);
  const after = splitRevenue(returnedAfter, share);
  return {
    developer: before.developer - after.developer,
    platform: before.platform - after.platform,
  };
}
