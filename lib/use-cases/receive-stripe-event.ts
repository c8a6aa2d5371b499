import { storeStripeEvent } from "@/db/writes/stripe-events";
import { ok, type Result } from "@/lib/domain/result";
import type { WebhookProblem } from "@/lib/stripe/ports";
import type { Deps } from "./deps";

export type ReceivedWebhook = { readonly id: string; readonly isNew: boolean };

/**
 * Takes a webhook in: verified, kept once by its id, answered at once. The worker acts on it
 * later, so that Stripe never waits for us and a slow moment costs no event.
 */
export async function receiveStripeEvent(
  deps: Pick<Deps, "db" | "now" | "wake" | "readWebhook">,
  body: Uint8Array,
  signature: string | null,
): Promise<Result<ReceivedWebhook, WebhookProblem>> {
  const read = deps.readWebhook(body, signature, deps.now());
  if (!read.ok) return read;
  const { id } = read.value;
  const isNew = await storeStripeEvent(deps.db, { ...read.value, receivedAt: deps.now() });
  if (isNew) await deps.wake({ kind: "process_stripe_event", eventId: id });
  return ok({ id, isNew });
}
