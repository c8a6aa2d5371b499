import { findUnprocessedStripeEvents } from "@/db/queries/stripe-events";
import { type ProcessDeps, processStripeEvent } from "./process-stripe-event";

export type PendingEventsOptions = {
  /** Absent: all that wait, however lately they were tried. */
  readonly dueBefore?: Date | undefined;
  readonly limit?: number;
  readonly onFailure?: (eventId: string, error: unknown) => void;
  readonly shouldStop?: () => boolean;
};

const LIMIT = 100;

/**
 * Acts on webhooks that a lost hint, or trouble with Stripe, left behind. One that cannot be acted
 * on stays for the next time and keeps no other waiting.
 */
export async function processPendingStripeEvents(
  deps: ProcessDeps,
  options: PendingEventsOptions = {},
): Promise<{ readonly processed: number; readonly failed: number }> {
  const { dueBefore, limit = LIMIT } = options;
  const report = { processed: 0, failed: 0 };
  for (const eventId of await findUnprocessedStripeEvents(deps.db, { dueBefore, limit })) {
    if (options.shouldStop?.()) break;
    try {
      await processStripeEvent(deps, eventId);
      report.processed += 1;
    } catch (error) {
      report.failed += 1;
      options.onFailure?.(eventId, error);
    }
  }
  return report;
}
