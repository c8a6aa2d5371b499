import { describe, expect, it } from "vitest";
import { REVERSAL_STATES, reversalFailureWords } from "./reversal";

const CODES = [
  ...["balance_insufficient", "not_found_at_stripe", "rate_limited", "resource_missing"],
  ...["authentication_failed", "permission_denied"],
];

describe("reversalFailureWords", () => {
  it.each(CODES)("says of %s that nothing was taken back, in words of its own", (code) => {
    expect(reversalFailureWords(code)).toMatch(/nothing was taken back/i);
    expect(reversalFailureWords(code)).not.toContain(code);
  });

  it("shows a code that it does not know", () => {
    expect(reversalFailureWords("brand_new")).toBe(
      "Stripe refused the reversal (brand_new). Nothing was taken back.",
    );
  });
});

describe("REVERSAL_STATES", () => {
  it("are the four that the database knows", () => {
    expect(REVERSAL_STATES).toEqual(["requested", "made", "refused", "unknown"]);
  });
});
