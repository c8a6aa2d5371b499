import type { CookiesOptions } from "next-auth";

/** With https, `__Host-` ties a cookie to this very host: no subdomain can set or read it. */
function nameOf(name: string, appUrl: string): string {
  return isSecure(appUrl) ? `__Host-remit.${name}` : `remit.${name}`;
}

function isSecure(appUrl: string): boolean {
  return appUrl.startsWith("https://");
}

export const sessionCookieName = (appUrl: string) => nameOf("session", appUrl);
/** Ties an e-mail link to the browser that asked for it. */
export const linkCookieName = (appUrl: string) => nameOf("link", appUrl);
/** Which developer somebody who belongs to several acts for. */
export const developerCookieName = (appUrl: string) => nameOf("developer", appUrl);

export function cookieOptions(appUrl: string) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure(appUrl) } as const;
}

const HANDSHAKE_SECONDS = 15 * 60;

/** next-auth's cookies under our names and rules. */
export function authCookies(appUrl: string): CookiesOptions {
  const options = cookieOptions(appUrl);
  const short = { ...options, maxAge: HANDSHAKE_SECONDS };
  return {
    sessionToken: { name: sessionCookieName(appUrl), options },
    callbackUrl: { name: nameOf("callback-url", appUrl), options },
    csrfToken: { name: nameOf("csrf", appUrl), options },
    pkceCodeVerifier: { name: nameOf("pkce", appUrl), options: short },
    state: { name: nameOf("state", appUrl), options: short },
    nonce: { name: nameOf("nonce", appUrl), options: short },
  };
}
