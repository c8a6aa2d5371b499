import { deps } from "@/app/deps";
import { isOutage } from "@/lib/config/outage";
import { receiveStripeEvent } from "@/lib/use-cases/receive-stripe-event";

import { readBody } from "./body";

/** Verifying needs Node's own crypto: the client's build for other runtimes cannot do it at once. */
export const runtime = "nodejs";
export const dynamic = "force-dynamic";

/**
 * Takes Stripe's webhooks. Every genuine event is answered with 200, known or not, new or not:
 * anything else would make Stripe send it again for days.
 */
export async function POST(request: Request): Promise<Response> {
  const body = await readBody(request);
  if (!body.ok) return answer(body.problem.status, body.problem.detail);

  const signature = request.headers.get("stripe-signature");
  const received = await receiveStripeEvent(deps(), body.value, signature).catch(notNow);
  if (!received) return answer(503, "the database does not answer; send it again later");
  if (received.ok) return answer(200, received.value.isNew ? "received" : "known already");
  switch (received.problem.kind) {
    case "not_configured":
      return answer(503, "STRIPE_WEBHOOK_SECRET is not set");
    case "bad_signature":
      return answer(400, "the signature does not fit the body");
    case "bad_time":
      return answer(400, "the signature is too old, or from the future");
    case "not_an_event":
      return answer(400, "the body is not a Stripe event");
  }
}

/** Stripe sends an event that was not taken again, for days. */
function notNow(error: unknown): undefined {
  if (!isOutage(error)) throw error;
}

function answer(status: number, detail: string): Response {
  return Response.json({ detail }, { status, headers: { "cache-control": "no-store" } });
}
