import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultRequest } from "./faults";

export type Incoming = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How the connection fails instead of carrying the whole answer. */
  readonly loss?: "reset" | "hang" | "truncate";
};

export const JSON_TYPE = { "content-type": "application/json" } as const;

export function jsonReply(status: number, body: unknown, headers: Reply["headers"] = {}): Reply {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
}

export function htmlReply(status: number, body: string): Reply {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy":
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  };
  return { status, headers, body };
}

export function redirectReply(location: string): Reply {
  return { status: 302, headers: { location, "cache-control": "no-store" }, body: "" };
}

/** The answer an armed fault gives in place of the real one. */
export function faultReply(fault: FaultRequest): Reply {
  const status = fault.status ?? (fault.mode.startsWith("json_without_error") ? 404 : 503);
  const headers = fault.headers ?? {};
  if (typeof fault.body === "string") {
    const isMarkup = fault.body.trimStart().startsWith("<");
    const type = isMarkup ? "text/html; charset=utf-8" : "application/json";
    return { status, headers: { "content-type": type, ...headers }, body: fault.body };
  }
  if (fault.body !== undefined) return jsonReply(status, fault.body, headers);
  if (fault.mode.startsWith("json_without_error")) {
    return jsonReply(status, { message: "Not Found" }, headers);
  }
  if (status === 502 || status === 504) {
    const body = `<html><body><h1>${status} Bad Gateway</h1></body></html>`;
    return { status, headers: { "content-type": "text/html", ...headers }, body };
  }
  const error =
    status === 429
      ? { type: "invalid_request_error", code: "rate_limit", message: "Too many requests." }
      : { type: status >= 500 ? "api_error" : "invalid_request_error", message: "Made to fail." };
  return jsonReply(status, { error }, headers);
}

export function sendReply(response: ServerResponse, reply: Reply): void {
  const socket = response.socket;
  if (reply.loss === "reset") {
    // A reset, not an orderly end: what a crashed proxy or a cut line looks like.
    socket?.resetAndDestroy();
    return;
  }
  if (reply.loss === "hang") return;
  const length = Buffer.byteLength(reply.body);
  response.writeHead(reply.status, { ...reply.headers, "content-length": length });
  if (reply.loss !== "truncate") {
    response.end(reply.body);
    return;
  }
  const half = reply.body.slice(0, Math.floor(reply.body.length / 2));
  response.write(half, () => setTimeout(() => socket?.destroy(), 10));
}
