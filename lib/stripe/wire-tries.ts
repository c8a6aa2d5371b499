import type Stripe from "stripe";

/**
 * Counts how often the client really put a request on the wire, by idempotency key.
 *
 * The client repeats a request once after a closed connection even when told never to retry, and
 * what the second try shows (a 429, say) then tells nothing about the first.
 */
export function countTries(stripe: Stripe) {
  const counts = new Map<string, number>();
  stripe.on("request", (event: { readonly idempotency_key?: string }) => {
    const key = event.idempotency_key;
    const known = key === undefined ? undefined : counts.get(key);
    if (key !== undefined && known !== undefined) counts.set(key, known + 1);
  });
  return (idempotencyKey: string) => {
    counts.set(idempotencyKey, 0);
    return {
      count: () => counts.get(idempotencyKey) ?? 0,
      done: () => counts.delete(idempotencyKey),
    };
  };
}
