import { adjustmentInvariants } from "./adjustments";
import { approvalInvariants } from "./approvals";
import { bucketInvariants } from "./buckets";
import { chargeInvariants } from "./charges";
import { eligibilityInvariants } from "./eligibility";
import { eventInvariants } from "./events";
import { instantInvariants } from "./instant";
import type { Invariant } from "./invariant";
import { partInvariants } from "./parts";
import { pauseInvariants } from "./pauses";
import { payoutInvariants } from "./payouts";
import { recordInvariants } from "./records";
import { reversalInvariants } from "./reversals";
import { termInvariants } from "./terms";

/** Everything that is stated as a query. Two more need a program: see `lib/use-cases/verify`. */
export const INVARIANTS: readonly Invariant[] = [
  // `buckets_match_events` comes first: it takes the longest, and the others are judged beside it.
  ...bucketInvariants,
  ...adjustmentInvariants,
  ...eventInvariants,
  ...termInvariants,
  ...partInvariants,
  ...payoutInvariants,
  ...eligibilityInvariants,
  ...pauseInvariants,
  ...instantInvariants,
  ...approvalInvariants,
  ...reversalInvariants,
  ...recordInvariants,
  ...chargeInvariants,
];
