import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { stripeEvents } from "@/db/schema/stripe-events";

export type StoredStripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly account: string | undefined;
  readonly objectId: string | undefined;
  readonly isProcessed: boolean;
};

export async function findStripeEvent(
  db: Pick<Database, "orm">,
  id: string,
): Promise<StoredStripeEvent | undefined> {
  const [row] = await db.orm
    .select({
      id: stripeEvents.id,
      type: stripeEvents.type,
      account: stripeEvents.account,
      objectId: stripeEvents.objectId,
      processedAt: stripeEvents.processedAt,
    })
    .from(stripeEvents)
    .where(eq(stripeEvents.id, id));
  if (!row) return undefined;
  const { processedAt, ...event } = row;
  return {
    ...event,
    account: event.account ?? undefined,
    objectId: event.objectId ?? undefined,
    isProcessed: processedAt !== null,
  };
}

/** An event that failed this often waits for a person; `remit verify` names it. */
export const STRIPE_EVENT_ATTEMPTS_MAX = 20;

/** What a lost hint, or trouble with Stripe, left behind. Oldest first. */
export async function findUnprocessedStripeEvents(
  db: Pick<Database, "orm">,
  options: { readonly receivedBefore: Date; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db.orm
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(
      and(
        isNull(stripeEvents.processedAt),
        lt(stripeEvents.receivedAt, options.receivedBefore),
        lt(stripeEvents.attempts, STRIPE_EVENT_ATTEMPTS_MAX),
      ),
    )
    .orderBy(asc(stripeEvents.receivedAt))
    .limit(options.limit);
  return rows.map((row) => row.id);
}
