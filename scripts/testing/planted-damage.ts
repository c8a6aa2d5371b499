import { PLANTED_IN_ADJUSTMENTS } from "./planted-in-adjustments";
import { PLANTED_IN_APPROVALS } from "./planted-in-approvals";
import { PLANTED_IN_BOOKS } from "./planted-in-books";
import { PLANTED_IN_CHARGES } from "./planted-in-charges";
import { PLANTED_IN_ELIGIBILITY } from "./planted-in-eligibility";
import { PLANTED_IN_INSTANT } from "./planted-in-instant";
import { PLANTED_IN_PARTS } from "./planted-in-parts";
import { PLANTED_IN_PAUSES } from "./planted-in-pauses";
import { PLANTED_IN_PAYOUTS } from "./planted-in-payouts";
import { PLANTED_IN_REVERSALS } from "./planted-in-reversals";

/** Damage that the constraints and triggers would refuse, in SQL, and the invariant it breaks. */
export type PlantedDamage = {
  readonly breaks: string;
  /** What a title says after "finds". */
  readonly what: string;
  readonly damage: string;
};

export const PLANTED: readonly PlantedDamage[] = [
  ...PLANTED_IN_BOOKS,
  ...PLANTED_IN_PARTS,
  ...PLANTED_IN_PAYOUTS,
  ...PLANTED_IN_PAUSES,
  ...PLANTED_IN_APPROVALS,
  ...PLANTED_IN_REVERSALS,
  ...PLANTED_IN_ADJUSTMENTS,
  ...PLANTED_IN_CHARGES,
  ...PLANTED_IN_ELIGIBILITY,
  ...PLANTED_IN_INSTANT,
];
