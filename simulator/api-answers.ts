import { ApiError, serverError } from "./errors";
import type { FaultRequest } from "./faults";
import { type Incoming, JSON_TYPE, type Reply } from "./reply";
import type { LoggedRequest } from "./request-log";
import { API_VERSION } from "./version";
import type { World } from "./world";

/** One request on its way through the checks. */
export type Exchange = {
  readonly incoming: Incoming;
  readonly requestId: string;
  readonly key: string | undefined;
  readonly account: string | undefined;
  readonly fault: FaultRequest | undefined;
  readonly log: LoggedRequest;
};

/** What the first request with this key was answered, marked as such. */
export function replayReply(
  exchange: Exchange,
  stored: { readonly status: number; readonly body: string; readonly originalRequest: string },
): Reply {
  exchange.log.isReplay = true;
  const headers = {
    ...baseHeaders(exchange),
    "idempotent-replayed": "true",
    "original-request": stored.originalRequest,
    // A stored 500 stays what it is: asking again cannot help.
    ...(stored.status >= 500 ? { "stripe-should-retry": "false" } : {}),
  };
  return { status: stored.status, body: stored.body, headers };
}

export function errorReply(error: unknown, exchange: Exchange, world: World): Reply {
  if (error instanceof ApiError) {
    const body = JSON.stringify(errorBody(error, exchange.requestId));
    return { status: error.status, body, headers: { ...baseHeaders(exchange), ...error.headers } };
  }
  const { method, path } = exchange.incoming;
  console.error(`The simulator failed on ${method} ${path}:`, error);
  world.contract.recordCrash(`${method} ${path}`, error);
  const body = JSON.stringify(errorBody(serverError(), exchange.requestId));
  return { status: 500, body, headers: baseHeaders(exchange) };
}

export function errorBody(error: ApiError, requestId: string) {
  const { code } = error.body;
  return {
    error: {
      ...error.body,
      ...(code === undefined
        ? {}
        : { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` }),
      request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}?simulated`,
    },
  };
}

export function baseHeaders({ requestId, key, incoming, account }: Exchange): Reply["headers"] {
  return {
    ...JSON_TYPE,
    "request-id": requestId,
    "stripe-version": single(incoming.headers["stripe-version"]) ?? API_VERSION,
    ...(key === undefined ? {} : { "idempotency-key": key }),
    ...(account === undefined ? {} : { "stripe-account": account }),
  };
}

/** Headers that come twice count once. */
export function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.[0];
}
