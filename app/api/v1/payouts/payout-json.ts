import type { ApiPayout } from "@/db/queries/api-payouts";
import { failureWords } from "@/lib/domain/failure";

/** Why a failed payout failed, and what to do about it, as the admin's page says it. */
export function payoutJson(payout: ApiPayout) {
  const words = payout.failureCode === null ? undefined : failureWords(payout.failureCode);
  const { reason = null, remedy = null } = words ?? {};
  return { ...payout, failureReason: reason, failureRemedy: remedy };
}
