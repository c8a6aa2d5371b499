import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, for sessions and for binding a link to the browser that asked for it. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What did not come from here is nobody's, and costs no query. */
export function isTokenShaped(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is kept of a token: a leaked backup opens nothing. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
