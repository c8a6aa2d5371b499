import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isOwnOrigin } from "@/lib/auth/request-origin";
import { environment } from "@/lib/config/environment";
import { contentSecurityPolicy, plainSecurityHeaders } from "@/lib/config/security-headers";

/**
 * Security headers for every answer. Never decides who may see what: a proxy can be got around,
 * so guards do that where data is read.
 *
 * Next takes the nonce out of the *request's* policy header, so what a client sent there is
 * replaced. The asked path goes along for the way back from sign-in.
 */
export default function proxy(request: NextRequest): NextResponse {
  const env = environment();
  if (isForeignPost(request, env.APP_URL)) {
    return new NextResponse("This request did not come from one of Remit's own pages.\n", {
      status: 403,
      headers: { ...plainSecurityHeaders(env), "content-type": "text/plain; charset=utf-8" },
    });
  }
  const policy = contentSecurityPolicy(env, randomBytes(16).toString("base64"));
  const headers = new Headers(request.headers);
  headers.delete("x-nonce");
  headers.delete("content-security-policy-report-only");
  headers.set("content-security-policy", policy);
  headers.set("x-remit-path", askedPath(request));

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(plainSecurityHeaders(env))) {
    response.headers.set(name, value);
  }
  return response;
}

/**
 * A form that another site sent to one of our pages. `defineAction` refuses it too; here it gets a
 * plain 403, where Next would answer 404 or 500. What is under `/api` has checks of its own.
 */
function isForeignPost({ method, nextUrl, headers }: NextRequest, appUrl: string): boolean {
  const isRead = method === "GET" || method === "HEAD";
  if (isRead || nextUrl.pathname.startsWith("/api/")) return false;
  return !isOwnOrigin(headers, appUrl);
}

/** Without what Next adds when it fetches a page's data. */
function askedPath({ nextUrl }: NextRequest): string {
  const params = new URLSearchParams(nextUrl.searchParams);
  params.delete("_rsc");
  return params.size > 0 ? `${nextUrl.pathname}?${params}` : nextUrl.pathname;
}

export const config = {
  // Everything but the build's own files, which carry no secrets and run nothing by themselves.
  matcher: ["/((?!_next/static|_next/image).*)"],
};
