import { describe, expect, it } from "vitest";
import { REVERSAL_STATES, reversalFailureWords } from "./reversal";

const CODES = [
  ...["balance_insufficient", "not_found_at_stripe", "rate_limited", "resource_missing"],
  ...["authentication_failed", "permission_denied"],
];

describe("reversalFailureWords", () => {
  it.each(CODES)(
    "says of %s that nothing was taken back, and what to do, in words of its own",
    (code) => {
      const { reason, remedy } = reversalFailureWords(code);
      expect(reason).toMatch(/nothing was taken back\.$/i);
      expect(`${reason} ${remedy}`).not.toContain(code);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
    },
  );

  it("shows a code that it does not know, and says where to look it up", () => {
    expect(reversalFailureWords("brand_new")).toEqual({
      reason: "Stripe refused the reversal (brand_new). Nothing was taken back.",
      remedy:
        "Look the code up in Stripe’s documentation, mend the cause, then take it back again.",
    });
  });
});

describe("REVERSAL_STATES", () => {
  it("are the four that the database knows", () => {
    expect(REVERSAL_STATES).toEqual(["requested", "made", "refused", "unknown"]);
  });
});
