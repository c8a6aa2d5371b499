import { fail, ok, type Result } from "./result";

/** What Stripe tells: the external ids are those of its charges, refunds and disputes. */
export const STRIPE_SOURCE = "stripe";
/** What an admin types into a form. */
export const FORM_SOURCE = "form";
export const ADJUSTMENT_SOURCE = "adjustment";

export const SOURCE_LENGTH_MAX = 64;

const OWN_SOURCES: readonly string[] = [STRIPE_SOURCE, FORM_SOURCE, ADJUSTMENT_SOURCE];
const SOURCE = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}$/;

export type BadSource = { readonly kind: "bad_source"; readonly message: string };

/**
 * Reads the namespace of a reporter's external ids. Those that Remit itself records under are not
 * to be had: a sale under `stripe` is taken for a charge, and paid from it.
 */
export function parseSource(text: string): Result<string, BadSource> {
  if (!SOURCE.test(text)) {
    const message =
      "A source takes 1 to 64 letters, digits, dots, dashes or underscores, starting with a letter or digit";
    return fail({ kind: "bad_source", message });
  }
  if (OWN_SOURCES.includes(text.toLowerCase())) {
    const message = `What Remit records itself goes under the source ${text}: take another name`;
    return fail({ kind: "bad_source", message });
  }
  return ok(text);
}
