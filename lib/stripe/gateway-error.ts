import Stripe from "stripe";
import { GatewayError, type GatewayTrouble } from "./ports";

/** Runs a call, and turns whatever the client throws into a `GatewayError`. */
export async function asking<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    throw gatewayError(what, error);
  }
}

/** Decided by status and code, never by message; unknown codes keep the meaning of their status. */
export function gatewayError(what: string, error: unknown): unknown {
  if (error instanceof GatewayError || !(error instanceof Stripe.errors.StripeError)) return error;
  const trouble = troubleOf(error);
  const code = codeOf(error);
  const message = `${what}: Stripe answered ${error.statusCode ?? "nothing"} (${code})`;
  return new GatewayError(trouble, code, message, { cause: error });
}

/** A body that is not what Stripe documents, such as a proxy's own JSON. */
export function malformed(what: string, cause: unknown): GatewayError {
  return new GatewayError("unavailable", "malformed_answer", `${what}: not Stripe's answer`, {
    cause,
  });
}

type StripeFailure = InstanceType<typeof Stripe.errors.StripeError>;

function troubleOf(error: StripeFailure): GatewayTrouble {
  const { statusCode, code, rawType } = error;
  if (statusCode === undefined || statusCode >= 500) return "unavailable";
  if (statusCode === 409 || statusCode === 429 || code === "rate_limit") return "unavailable";
  if (rawType === "idempotency_error") return "key_spent";
  // A wrong URL also answers 404, and a key without a permission 403: the code tells them apart.
  const isAbsent = statusCode === 404 || statusCode === 403;
  return isAbsent && code !== undefined && ABSENT_CODES.has(code) ? "gone" : "refused";
}

const ABSENT_CODES: ReadonlySet<string> = new Set([
  "resource_missing",
  "not_found",
  "account_invalid",
  "account_closed",
]);

function codeOf(error: StripeFailure): string {
  if (error.code) return error.code;
  if (error.statusCode === undefined) return "no_answer";
  if (error.statusCode === 401) return "authentication_failed";
  if (error.statusCode === 403) return "permission_denied";
  return error.rawType ?? `status_${error.statusCode}`;
}
