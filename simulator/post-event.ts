import type { Clock } from "./clock";
import { signedMessage } from "./signature";
import type { DeliveryAttempt, EndpointRecord } from "./webhook-records";

const HERE = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** One try at bringing an event to an endpoint. It never throws: a failure is a result. */
export async function postEvent(
  event: unknown,
  endpoint: EndpointRecord,
  clock: Clock,
  timeoutMs: number,
): Promise<DeliveryAttempt> {
  const at = clock.nowText();
  if (!HERE.has(new URL(endpoint.url).hostname)) {
    return { at, status: null, error: "the simulator delivers to this machine only" };
  }
  try {
    const response = await fetch(endpoint.url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
      ...signedMessage(event, endpoint.secret, clock),
    });
    await response.arrayBuffer();
    return { at, status: response.status, error: null };
  } catch (error) {
    return { at, status: null, error: error instanceof Error ? error.message : String(error) };
  }
}
