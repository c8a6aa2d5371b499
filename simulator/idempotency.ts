import { createHash } from "node:crypto";
import type { Clock } from "./clock";
import { invalidRequest, keyInUse, keyUsedForOther } from "./errors";
import type { IdempotencyRecord } from "./objects";
import type { Store } from "./store";

const KEY_LENGTH_MAX = 255;
const DAY_SECONDS = 86_400;
const RETENTION_SECONDS = { v1: DAY_SECONDS, v2: 30 * DAY_SECONDS };

export type KeyedRequest = {
  readonly key: string;
  readonly account: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly requestId: string;
};

export type Claim =
  | { readonly kind: "first"; readonly id: string }
  | {
      readonly kind: "replay";
      readonly status: number;
      readonly body: string;
      readonly originalRequest: string;
    };

/**
 * Claims a key for a request, or answers what its first request was answered.
 *
 * A key belongs to one account and to the exact request it was first used with. After its time on
 * the simulated clock it is forgotten, and the same key then starts a new request, as at Stripe.
 */
export function claimKey(store: Store, clock: Clock, request: KeyedRequest): Claim {
  if (request.key.length > KEY_LENGTH_MAX) {
    throw invalidRequest(`Idempotency keys can have up to ${KEY_LENGTH_MAX} characters.`);
  }
  forgetOldKeys(store, clock);
  const id = `${request.account ?? "platform"}|${request.key}`;
  const fingerprint = createHash("sha256")
    .update(`${request.method} ${request.path}\n${request.body}`)
    .digest("hex");
  const known = store.idempotency.get(id);
  if (known !== undefined && known.expiresAt > clock.nowSeconds()) {
    if (known.fingerprint !== fingerprint) throw keyUsedForOther(request.key);
    if (known.outcome === undefined) throw keyInUse();
    return { kind: "replay", ...known.outcome, originalRequest: known.requestId };
  }
  const seconds = RETENTION_SECONDS[request.path.startsWith("/v2/") ? "v2" : "v1"];
  const expiresAt = clock.nowSeconds() + seconds;
  // Removing first keeps the collection in order of age, which is what pruning relies on.
  store.idempotency.remove(id);
  store.idempotency.put({
    id,
    fingerprint,
    expiresAt,
    requestId: request.requestId,
    outcome: undefined,
  });
  return { kind: "first", id };
}

export function storeOutcome(
  store: Store,
  id: string,
  outcome: NonNullable<IdempotencyRecord["outcome"]>,
): void {
  const record = store.idempotency.get(id);
  if (record !== undefined) store.idempotency.put({ ...record, outcome });
}

/** For what Stripe does not save: refused parameters, and v2 work that did not succeed. */
export function releaseKey(store: Store, id: string): void {
  store.idempotency.remove(id);
}

function forgetOldKeys(store: Store, clock: Clock): void {
  const now = clock.nowSeconds();
  for (const record of store.idempotency.values()) {
    // v2 keys live longer and may stand before v1 keys; those wait for their turn.
    if (record.expiresAt > now) break;
    store.idempotency.remove(record.id);
  }
}
