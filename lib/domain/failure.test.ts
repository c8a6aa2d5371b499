import { describe, expect, it } from "vitest";
import { failureWords } from "./failure";

const CODES = [
  ...["balance_insufficient", "insufficient_capabilities_for_transfer", "transfers_not_allowed"],
  ...["account_closed", "account_invalid", "resource_missing", "destination_changed"],
  ...["destination_not_ready", "not_found_at_stripe", "authentication_failed"],
  ...["permission_denied", "idempotency_mismatch"],
];

describe("failureWords", () => {
  it.each(CODES)("explains %s in sentences of its own, and what to do about it", (code) => {
    const { reason, remedy } = failureWords(code);
    expect(reason).toMatch(/^[A-Z].{20,}\.$/);
    expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
    expect(reason).not.toContain(code);
  });

  it("shows a code that it does not know, and where to look it up", () => {
    expect(failureWords("brand_new")).toEqual({
      reason: "Stripe refused the transfer (brand_new).",
      remedy: "Look the code up in Stripe’s documentation, mend the cause, then retry.",
    });
  });
});
