import { describe, expect, it } from "vitest";
import { trustedCurrency } from "./currency";
import type { SkipReason } from "./eligibility";
import { money } from "./money";
import { trustedDay } from "./period";
import { type Judged, unpaidParts } from "./unpaid";

const EUR = trustedCurrency("eur");
const APRIL = "2026-04-15";
const MAY = "2026-05-15";
const JUNE = "2026-06-15";

function balance(minor: number, reason: SkipReason | undefined, payableFrom: string): Judged {
  const minimum = money(1_000n, EUR);
  return {
    ...{ amount: money(BigInt(minor), EUR), minimum, reason },
    payableFrom: trustedDay(payableFrom),
  };
}

const held = (minor: number, payableFrom: string) => balance(minor, "holding_days", payableFrom);

describe("unpaidParts", () => {
  it.each<readonly [string, readonly Judged[], readonly string[]]>([
    ["one month", [held(2_000, MAY)], [`2000 ${MAY}`]],
    [
      "each month's part with its own day, oldest first",
      [held(6_000, JUNE), held(3_000, MAY), held(2_000, APRIL)],
      [`2000 ${APRIL}`, `1000 ${MAY}`, `3000 ${JUNE}`],
    ],
    [
      "what can be paid already before what is held",
      [held(6_000, MAY), balance(2_000, undefined, APRIL), held(500, APRIL)],
      ["2000 now", `4000 ${MAY}`],
    ],
    [
      "what was below the minimum with the month that brings it above",
      [held(2_000, MAY), balance(700, "below_minimum", APRIL)],
      [`2000 ${MAY}`],
    ],
    ["a month without sales once", [held(2_000, APRIL), held(2_000, APRIL)], [`2000 ${APRIL}`]],
    [
      "a part below the minimum with the next one",
      [held(6_000, JUNE), held(2_500, MAY), held(2_000, APRIL)],
      [`2000 ${APRIL}`, `4000 ${JUNE}`],
    ],
    [
      "a last part below the minimum as such",
      [held(2_500, MAY), held(2_000, APRIL)],
      [`2000 ${APRIL}`, "500 below_minimum"],
    ],
    ["no part of what was taken back", [held(1_500, MAY), held(2_000, APRIL)], [`2000 ${APRIL}`]],
    ["a sweep of less than the minimum", [held(700, MAY)], [`700 ${MAY}`]],
    [
      "everything on the day of the newest, where it is the earlier one",
      [held(6_000, APRIL), held(2_000, MAY)],
      [`6000 ${APRIL}`],
    ],
    [
      "what may be paid on one day as one part",
      [held(4_000, APRIL), held(2_000, APRIL)],
      [`4000 ${APRIL}`],
    ],
    [
      "another reason as it is, of the whole balance",
      [balance(700, "below_minimum", MAY), balance(500, "below_minimum", APRIL)],
      ["700 below_minimum"],
    ],
    ["nothing", [], []],
  ])("tells %s", (_, newestFirst, told) => {
    const parts = unpaidParts(newestFirst).map(({ amount, reason, payableFrom }) => {
      const when = reason === "holding_days" ? payableFrom : (reason ?? "now");
      return `${amount.minor} ${when}`;
    });
    expect(parts).toEqual(told);
  });
});
