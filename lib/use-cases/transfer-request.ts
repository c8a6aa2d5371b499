import { z } from "zod";
import type { SendablePayout } from "@/db/queries/payout-work";
import type { PayoutId } from "@/lib/domain/ids";
import type { TransferRequest } from "@/lib/stripe/ports";

/** Unique to a payout and the same for each of its attempts: what a look-up searches for. */
export function transferGroupOf(payoutId: PayoutId): string {
  return `payout:${payoutId}`;
}

/** A repeat of the same attempt uses the same key, a new attempt a new one. */
export function idempotencyKeyOf(payoutId: PayoutId, attempt: number): string {
  return `payout:${payoutId}:${attempt}`;
}

/** The request of one attempt, as it is frozen before the call. */
export function transferRequestOf(payout: SendablePayout, attempt: number): TransferRequest {
  return {
    amount: payout.amount.minor.toString(),
    currency: payout.amount.currency,
    destination: payout.destination,
    transferGroup: transferGroupOf(payout.payoutId),
    ...(payout.sourceCharge === undefined ? {} : { sourceTransaction: payout.sourceCharge }),
    description: payout.sale
      ? `Earnings of the sale ${payout.sale.externalId}`
      : `Earnings through ${payout.period}`,
    metadata: {
      payout_id: payout.payoutId,
      developer_id: payout.developerId,
      period: payout.period,
      attempt: String(attempt),
      ...(payout.sale ? { sale_source: payout.sale.source, sale_id: payout.sale.externalId } : {}),
    },
  };
}

const frozen = z.object({
  amount: z.string().regex(/^[1-9]\d*$/),
  currency: z.string(),
  destination: z.string(),
  transferGroup: z.string(),
  sourceTransaction: z.string().optional(),
  description: z.string(),
  metadata: z.record(z.string(), z.string()),
});

/** The frozen request as it comes back out of the database. */
export function parseFrozenRequest(stored: unknown): TransferRequest {
  const { sourceTransaction, ...request } = frozen.parse(stored);
  return sourceTransaction === undefined ? request : { ...request, sourceTransaction };
}
