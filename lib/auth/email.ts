import { fail, ok, type Result } from "@/lib/domain/result";

declare const brand: unique symbol;
/** A normalised address: ASCII, lower case, exactly one recipient. */
export type Email = string & { readonly [brand]: "Email" };

export type BadEmail = { readonly kind: "bad_email" };

const LENGTH_MAX = 254;
const LOCAL = /^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/**
 * Reads an address, or refuses it.
 *
 * Only plain ASCII passes: a full-width `@` or a Cyrillic look-alike is refused rather than
 * folded, and quotes, commas and line breaks never reach a mail server. Domains with letters
 * outside ASCII are written in punycode. A `+tag` stays: dropping it would merge two mailboxes.
 */
export function parseEmail(text: string): Result<Email, BadEmail> {
  const email = text.trim().toLowerCase();
  const [local = "", domain = "", ...more] = email.split("@");
  const fits = email.length <= LENGTH_MAX && local.length <= 64 && more.length === 0;
  if (!fits || !LOCAL.test(local) || !DOMAIN.test(domain)) return fail({ kind: "bad_email" });
  return ok(email as Email);
}
