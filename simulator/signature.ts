import { createHmac } from "node:crypto";
import type { Clock } from "./clock";

/**
 * The body and its signature. The time in it is the later of the real and the simulated clock:
 * receivers refuse old times and accept coming ones, whichever of the two clocks they follow.
 */
export function signedMessage(event: unknown, secret: string, clock: Clock) {
  const body = JSON.stringify(event);
  const time = Math.floor(Math.max(Date.now(), clock.nowMs()) / 1000);
  const signature = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    "stripe-signature": `t=${time},v1=${signature}`,
  };
  return { body, headers };
}
