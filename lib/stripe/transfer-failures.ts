import Stripe from "stripe";
import type { TransferAnswer } from "./ports";

/** Statuses that Stripe only gives once it has decided: the transfer was not made. */
const DECIDED: ReadonlySet<number> = new Set([400, 401, 402, 403, 404]);
/** The API key is checked before the idempotency key. */
const BEFORE_KEY: ReadonlySet<number> = new Set([401, 403]);
const DECIDED_TYPES: ReadonlySet<string> = new Set([
  "invalid_request_error",
  "card_error",
  "idempotency_error",
]);

/** An answer that shows no transfer. */
export type FailedAnswer = Exclude<TransferAnswer, { readonly outcome: "made" }>;

/**
 * What a failed call to create a transfer, or a reversal of one, proves. When in doubt: `lost`.
 *
 * `tries` says how often the request went over the wire in this call. Only when it was once is a
 * 429 a proof that nothing ran: Stripe's rate limiter stands before its idempotency layer.
 */
export function classifyFailure(error: unknown, tries: number): FailedAnswer {
  if (!(error instanceof Stripe.errors.StripeError)) {
    // Nothing was on the wire: a mistake of ours, to be seen and not to be waited for.
    if (tries === 0) throw error;
    return lost(`the answer could not be read (${nameOf(error)})`, {});
  }
  const { statusCode, requestId } = error;
  if (statusCode === undefined) return lost(connectionTrouble(error), { requestId });
  const said = `Stripe answered ${statusCode} (${codeOf(error)})`;
  if (statusCode === 429 || error.code === "rate_limit") {
    return tries > 1 ? lost(said, { requestId }) : { outcome: "busy", detail: said };
  }
  if (isDecided(error)) {
    // The client repeats a request whose connection broke: the first may have been carried out.
    if (BEFORE_KEY.has(statusCode) && tries > 1) return lost(said, { requestId });
    const isBeforeKey = BEFORE_KEY.has(statusCode) || error.rawType === "idempotency_error";
    return { outcome: "refused", code: codeOf(error), detail: said, isBeforeKey, requestId };
  }
  return lost(said, { requestId, stored: statusCode >= 500 && isReplayed(error) });
}

export function lost(
  detail: string,
  facts: { readonly requestId?: string | undefined; readonly stored?: boolean },
): FailedAnswer {
  return { outcome: "lost", detail, stored: facts.stored ?? false, requestId: facts.requestId };
}

type StripeFailure = InstanceType<typeof Stripe.errors.StripeError>;

/** A proxy can answer 4xx too; Stripe's own errors carry a type and a request id. */
function isDecided({ statusCode, rawType, requestId }: StripeFailure): boolean {
  return (
    DECIDED.has(statusCode ?? 0) &&
    DECIDED_TYPES.has(rawType ?? "") &&
    typeof requestId === "string" &&
    requestId !== ""
  );
}

/** The outcome stored under the key, so that asking again with it will show nothing else. */
function isReplayed(error: StripeFailure): boolean {
  return error.headers?.["idempotent-replayed"] === "true";
}

function codeOf(error: StripeFailure): string {
  if (error.rawType === "idempotency_error") return "idempotency_mismatch";
  if (error.code) return error.code;
  if (error.statusCode === 401) return "authentication_failed";
  if (error.statusCode === 403) return "permission_denied";
  return error.rawType ?? "unexplained";
}

/** By the error's own code; messages may quote the request and are reworded. */
function connectionTrouble(error: StripeFailure): string {
  const detail: unknown = error.detail;
  const code = typeof detail === "object" && detail !== null && "code" in detail && detail.code;
  return `no complete answer (${typeof code === "string" ? code : error.type})`;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
