import { describe, expect, it } from "vitest";
import { ACCESS_LOST } from "../connect";
import { trustedCurrency } from "../currency";
import { SALE_SKIP_REASONS, type SaleSkipReason } from "../eligibility";
import { saleSkipAdminWords } from "./sale-skip-admin-words";
import { claimWords, leftSalesWords, saleSkipWords } from "./sale-skip-words";

const eur = (minor: bigint) => ({ minor, currency: trustedCurrency("eur") });

const skipOf = (reason: SaleSkipReason) => ({
  ...{ reason, amount: eur(350n), minimum: eur(500n), balance: eur(-350n) },
  ...{ requirementsDue: [] as readonly string[], disabledReason: undefined },
});

describe("the words for a sale that was not paid at once", () => {
  it.each(SALE_SKIP_REASONS)("say for %s why, and what would change it, to both", (reason) => {
    const { sentence, remedy } = saleSkipWords(skipOf(reason));
    expect(sentence).toMatch(/^Left for the month’s payout, because .+\.$/);
    expect(remedy).toMatch(/\.$/);
    const toAdmin = saleSkipAdminWords(skipOf(reason));
    expect(toAdmin.sentence).toMatch(/^Left for the month’s run, because .+\.$/);
    expect(toAdmin.remedy).toMatch(/\.$/);
  });

  it("add up several that wait for one reason", () => {
    const sales = { sum: eur(700n), newest: skipOf("on_hold") };
    const why = "because the marketplace had put your payouts on hold. Ask the marketplace";
    expect(leftSalesWords({ ...sales, count: 1 })).toContain(`€7.00 of one sale, ${why}`);
    expect(leftSalesWords({ ...sales, count: 2 })).toContain(`€7.00 of 2 sales, the newest ${why}`);
  });

  it("say paid once the payout that has the sale is, and where it stands before", () => {
    expect(claimWords("paid")).toEqual({ before: "Paid with", after: "." });
    expect(claimWords("approved")).toEqual({ before: "It is in", after: ": approved." });
  });

  it("name the share and the minimum that it did not reach", () => {
    expect(saleSkipWords(skipOf("below_minimum")).sentence).toContain(
      "your share of €3.50 was below the €5.00 minimum",
    );
  });

  it("name what was to be made up for without the sale itself", () => {
    const words = "€7.00 that was taken back was still to be made up for";
    expect(saleSkipWords(skipOf("owes_marketplace")).sentence).toContain(words);
    expect(saleSkipAdminWords(skipOf("owes_marketplace")).sentence).toContain(words);
  });

  it("name what Stripe asked for then, and whose turn it is", () => {
    const asked = { ...skipOf("restricted_by_stripe"), requirementsDue: ["individual.address"] };
    expect(saleSkipWords(asked)).toMatchObject({ turn: "developer" });
    expect(saleSkipWords(asked).sentence).toContain("until it has your address");
    expect(saleSkipAdminWords(asked).sentence).toContain("until it has their address");
    expect(saleSkipWords(skipOf("restricted_by_stripe"))).toMatchObject({ turn: "stripe" });
    const lost = { ...skipOf("rejected_by_stripe"), disabledReason: ACCESS_LOST };
    expect(saleSkipWords(lost).remedy).toContain("Connect again");
  });
});
