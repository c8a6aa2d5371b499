/**
 * Whether a state-changing request comes from our own pages.
 *
 * `Origin` must be ours. A request without one counts only when the browser itself says
 * `Sec-Fetch-Site: same-origin`. `Host` and `X-Forwarded-Host` are never asked: the client writes
 * them. Next's own check lets a request without any `Origin` through.
 */
export function isOwnOrigin(headers: Pick<Headers, "get">, appUrl: string): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return origin === new URL(appUrl).origin;
  return headers.get("sec-fetch-site") === "same-origin";
}
