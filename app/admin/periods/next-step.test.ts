import { describe, expect, it } from "vitest";
import type { PeriodOverview } from "@/db/queries/periods";
import { trustedCurrency } from "@/lib/domain/currency";
import { trustedPeriod } from "@/lib/domain/period";
import { nextStep } from "./next-step";

const currency = trustedCurrency("eur");
const NOTHING = { earned: 0n, takenBack: 0n, unsettled: 0n, onItsWay: 0n, paid: 0n };

function month(
  period: string,
  facts: Partial<PeriodOverview> & { readonly unsettled?: bigint; readonly onItsWay?: bigint } = {},
): PeriodOverview {
  const { unsettled = 0n, onItsWay = 0n, ...rest } = facts;
  return {
    ...{ period: trustedPeriod(period), closed: undefined, state: "closed", runs: 0 },
    totals: [{ ...NOTHING, currency, unsettled, onItsWay }],
    ...rest,
  };
}

const march = month("2026-03", { unsettled: 500n });

describe("nextStep", () => {
  it.each([
    [
      "waits for a month that still runs",
      month("2026-03", { state: "open" }),
      "Wait for the month to end",
    ],
    ["closes a month that has ended", month("2026-03", { state: "ended" }), "Close it"],
    ["prepares what the newest closed month owes", march, "Prepare payouts"],
    [
      "sees through what is on its way",
      month("2026-03", { runs: 1, onItsWay: 5n }),
      "See its payouts through",
    ],
    [
      "has nothing to do where all is paid",
      month("2026-03", { runs: 1 }),
      "Nothing: it is settled",
    ],
    [
      "has nothing to do where only debts are left",
      month("2026-03", { unsettled: -5n }),
      "Nothing: it is settled",
    ],
  ])("%s", (_, overview, words) => {
    expect(nextStep(overview, [overview])).toBe(words);
  });

  it("closes months in their order", () => {
    const february = month("2026-02", { state: "ended" });
    const next = month("2026-03", { state: "ended" });
    expect(nextStep(next, [next, february])).toBe("Close February 2026 first");
  });

  it("leaves what a run skipped to the next month's", () => {
    const carried = "Nothing: the rest is carried over";
    const skipped = month("2026-03", { runs: 1, unsettled: 500n });
    expect(nextStep(skipped, [skipped])).toBe(carried);
    const later = month("2026-04", { unsettled: 1n });
    expect(nextStep(march, [later, march])).toBe(carried);
    expect(nextStep(later, [later, march])).toBe("Prepare payouts");
  });
});
