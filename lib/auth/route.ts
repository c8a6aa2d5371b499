import { wallClock } from "@/lib/config/clock";
import { environment } from "@/lib/config/environment";
import { type AuthAnswer, type AuthCall, callNextAuth } from "./handler";
import { authLog } from "./log";
import { processDeps } from "./process-deps";
import { isOwnOrigin } from "./request-origin";

const GET_ACTIONS = [
  "providers",
  "csrf",
  "session",
  "signin",
  "callback",
  "signout",
  "error",
  "verify-request",
];
const POST_ACTIONS = ["signin", "signout"];

/** The one door of `/api/auth/*`. */
export async function answerAuthRequest(
  request: Request,
  parts: readonly string[],
): Promise<Response> {
  const env = environment();
  const [action = "", providerId, ...more] = parts;
  const actions = request.method === "POST" ? POST_ACTIONS : GET_ACTIONS;
  if (!actions.includes(action) || more.length > 0) return plain(404, "No such page.");
  if (request.method === "POST" && !isOwnOrigin(request.headers, env.APP_URL)) {
    return plain(403, "This request did not come from one of Remit's own pages.");
  }
  const query = Object.fromEntries(new URL(request.url).searchParams);
  // Opening the link does nothing by itself: scanners open links, people press the button.
  if (action === "callback" && providerId === "email") {
    return redirectTo(`/sign-in/confirm?${new URLSearchParams(query)}`);
  }
  // Canceled there, say. next-auth would call it a failure of ours; this way it keeps the place too.
  if (action === "callback" && query.error !== undefined) {
    authLog().warn({ provider: providerId, error: query.error.slice(0, 100) }, "provider declined");
    return redirectTo("/api/auth/signin?error=OAuthCallback");
  }
  const body = request.method === "POST" ? await readForm(request) : {};
  if (!body) return plain(400, "Send the form as application/x-www-form-urlencoded.");
  const answer = await callNextAuth(env, authWorld(), {
    action: action as AuthCall["action"],
    providerId,
    method: request.method === "POST" ? "POST" : "GET",
    query,
    body,
    cookies: parseCookies(request.headers.get("cookie") ?? ""),
  });
  return toResponse(answer);
}

/** What next-auth's tables are read and written with. Sessions live in the machine's own time. */
export function authWorld() {
  const { db, newId } = processDeps();
  return { db, newId, now: wallClock, adminEmails: environment().ADMIN_EMAILS };
}

const FORM_LENGTH_MAX = 16_384;

async function readForm(request: Request): Promise<Record<string, string> | undefined> {
  const type = request.headers.get("content-type") ?? "";
  const text = await request.text();
  if (!type.startsWith("application/x-www-form-urlencoded") || text.length > FORM_LENGTH_MAX) {
    return undefined;
  }
  return Object.fromEntries(new URLSearchParams(text));
}

/** The first of two cookies with one name counts: the browser sends the more specific one first. */
export function parseCookies(header: string): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null);
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at > 0 && !(name in cookies)) cookies[name] = decode(part.slice(at + 1).trim());
  }
  return { ...cookies };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function toResponse(answer: AuthAnswer): Response {
  const headers = new Headers({ "cache-control": "private, no-store" });
  for (const line of answer.setCookies) headers.append("set-cookie", line);
  if (answer.location !== undefined) {
    headers.set("location", answer.location);
    return new Response(null, { status: 302, headers });
  }
  if (typeof answer.body === "string") {
    headers.set("content-type", "text/plain; charset=utf-8");
    return new Response(answer.body, { status: answer.status, headers });
  }
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(answer.body ?? {}), { status: answer.status, headers });
}

function redirectTo(path: string): Response {
  const headers = { location: path, "cache-control": "private, no-store" };
  return new Response(null, { status: 302, headers });
}

function plain(status: number, text: string): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(`${text}\n`, { status, headers });
}
