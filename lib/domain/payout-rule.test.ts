import { describe, expect, it } from "vitest";
import { isHeldBack, isSweep, PLAIN_RULE, payableFrom } from "./payout-rule";
import { trustedDay, trustedPeriod } from "./period";

const FOURTEEN = { ...PLAIN_RULE, holdingDays: 14 };

describe("payableFrom", () => {
  it.each([
    ["2026-03", 0, "2026-04-01"],
    ["2026-03", 14, "2026-04-15"],
    ["2026-01", 31, "2026-03-04"],
    ["2024-01", 31, "2024-03-03"],
    ["2025-12", 45, "2026-02-15"],
  ])("of %s with %i holding days is %s", (period, holdingDays, day) => {
    expect(payableFrom(trustedPeriod(period), { ...PLAIN_RULE, holdingDays })).toBe(day);
  });
});

describe("isHeldBack", () => {
  it("ends with the last of the days, not a day earlier or later", () => {
    const march = trustedPeriod("2026-03");
    expect(isHeldBack(march, FOURTEEN, trustedDay("2026-04-14"))).toBe(true);
    expect(isHeldBack(march, FOURTEEN, trustedDay("2026-04-15"))).toBe(false);
  });

  it("holds nothing back without holding days, not even of a month that has not ended", () => {
    expect(isHeldBack(trustedPeriod("2026-03"), PLAIN_RULE, trustedDay("2026-03-02"))).toBe(false);
  });
});

describe("PLAIN_RULE", () => {
  it("pays a month from the first day after it, and sweeps in none", () => {
    expect(payableFrom(trustedPeriod("2026-03"), PLAIN_RULE)).toBe("2026-04-01");
    const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, "0"));
    expect(months.some((month) => isSweep(trustedPeriod(`2026-${month}`), PLAIN_RULE))).toBe(false);
  });
});

describe("isSweep", () => {
  it.each([
    ["2025-12", 12, true],
    ["2026-06", 6, true],
    ["2026-11", 12, false],
    ["2026-01", undefined, false],
  ])("of the run of %s, with %s as the month, is %s", (period, sweepMonth, expected) => {
    expect(isSweep(trustedPeriod(period), { holdingDays: 0, sweepMonth })).toBe(expected);
  });
});
