import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { stripeEvents } from "@/db/schema/stripe-events";

export type StoredStripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly account: string | undefined;
  readonly objectId: string | undefined;
  /** Of Stripe's live mode, or of its test mode. */
  readonly isLive: boolean | undefined;
  readonly isProcessed: boolean;
  /** How often somebody began to act on it. */
  readonly attempts: number;
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
      isLive: sql<boolean | null>`(${stripeEvents.payload} ->> 'livemode')::boolean`,
      processedAt: stripeEvents.processedAt,
      attempts: stripeEvents.attempts,
    })
    .from(stripeEvents)
    .where(eq(stripeEvents.id, id));
  if (!row) return undefined;
  const { processedAt, ...event } = row;
  return {
    ...event,
    account: event.account ?? undefined,
    objectId: event.objectId ?? undefined,
    isLive: event.isLive ?? undefined,
    isProcessed: processedAt !== null,
  };
}

/**
 * `remit verify` names an event that was tried this often, which takes hours. It goes on being
 * tried: when what was wrong is over, no event is left behind.
 */
export const STRIPE_EVENT_ATTEMPTS_ALARM = 20;

/** The waits double from try to try, up to ten minutes. */
const nextTry = sql`${stripeEvents.receivedAt} + make_interval(secs =>
  least(power(2, least(${stripeEvents.attempts}, 20)), 600 * ${stripeEvents.attempts}))`;

/**
 * What a lost hint, or trouble with Stripe, left behind: whatever came before a moment and is due by
 * then, or everything. Oldest first.
 */
export async function findUnprocessedStripeEvents(
  db: Pick<Database, "orm">,
  options: { readonly dueBefore: Date | undefined; readonly limit: number },
): Promise<readonly string[]> {
  const { dueBefore, limit } = options;
  const isDue = dueBefore && lt(nextTry, sql`${dueBefore.toISOString()}::timestamptz`);
  const rows = await db.orm
    .select({ id: stripeEvents.id })
    .from(stripeEvents)
    .where(and(isNull(stripeEvents.processedAt), isDue))
    .orderBy(asc(stripeEvents.receivedAt))
    .limit(limit);
  return rows.map((row) => row.id);
}
