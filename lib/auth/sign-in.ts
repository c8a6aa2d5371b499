import { cookies } from "next/headers";
import { environment } from "@/lib/config/environment";
import { cookieOptions, sessionCookieName } from "./cookies";
import { type AuthAnswer, type AuthCall, callNextAuth } from "./handler";
import { ownPath } from "./own-url";
import { authWorld } from "./route";
import { endSession } from "./session";
import { parseSetCookie } from "./set-cookies";

/** Where the browser goes next. */
export type NextPlace = string;

/** Starts a sign-in at a provider, or sends an e-mail link. For server actions only. */
export async function beginSignIn(
  provider: "github" | "oidc" | "email",
  details: { readonly callbackUrl: string; readonly email?: string },
): Promise<NextPlace> {
  const csrf = await call({ action: "csrf", method: "GET" });
  const { csrfToken } = csrf.body as { csrfToken: string };
  const answer = await call({
    action: "signin",
    providerId: provider,
    method: "POST",
    body: { ...details, csrfToken },
  });
  return placeOf(answer);
}

/** Uses an e-mail link, once its reader has pressed the button. For server actions only. */
export async function followEmailLink(link: {
  readonly token: string;
  readonly email: string;
  readonly callbackUrl: string;
}): Promise<NextPlace> {
  return placeOf(
    await call({ action: "callback", providerId: "email", method: "GET", query: link }),
  );
}

/** Ends the session here and in the table. For server actions only. */
export async function signOut(): Promise<void> {
  const { APP_URL } = environment();
  const jar = await cookies();
  const token = jar.get(sessionCookieName(APP_URL))?.value;
  if (token) await endSession(authWorld().db, token);
  // Deleting needs the same attributes: a browser ignores a `__Host-` cookie without `Secure`.
  jar.set(sessionCookieName(APP_URL), "", { ...cookieOptions(APP_URL), maxAge: 0 });
}

async function call(request: Omit<AuthCall, "cookies">): Promise<AuthAnswer> {
  const jar = await cookies();
  const sent = Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value]));
  const answer = await callNextAuth(environment(), authWorld(), { ...request, cookies: sent });
  for (const line of answer.setCookies) {
    const { name, value, ...options } = parseSetCookie(line);
    jar.set(name, value, options);
  }
  return answer;
}

/** next-auth's own pages are ours; a provider's address is handed on as it is. */
function placeOf({ location }: AuthAnswer): NextPlace {
  const { APP_URL } = environment();
  if (location === undefined) return "/sign-in?error=Callback";
  const path = ownPath(location, APP_URL);
  if (path === undefined) return location;
  const url = new URL(path, APP_URL);
  if (url.pathname === "/api/auth/verify-request") return "/sign-in/check-mail";
  if (url.pathname === "/api/auth/error") {
    return `/sign-in?${new URLSearchParams({ error: url.searchParams.get("error") ?? "" })}`;
  }
  return path;
}
