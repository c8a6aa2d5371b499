import { describe, expect, it } from "vitest";
import {
  type AccountingZone,
  dayOf,
  firstDay,
  hasEnded,
  lastDay,
  nextPeriod,
  parsePeriod,
  parseZone,
  periodsBetween,
  previousPeriod,
  shiftDay,
  shiftPeriod,
  trustedDay,
  trustedPeriod,
  trustedZone,
  UTC,
} from "./period";

function zone(name: string): AccountingZone {
  const parsed = parseZone(name);
  if (!parsed.ok) throw new Error(name);
  return parsed.value;
}

describe("parsePeriod", () => {
  it.each(["2026-03", "2020-12", "0001-01"])("accepts %s", (text) => {
    expect(parsePeriod(text)).toEqual({ ok: true, value: text });
  });

  it.each([
    ["2026-13"],
    ["2026-00"],
    ["0000-01"],
    ["2026-1"],
    ["26-01"],
    ["2026-01-01"],
    [""],
    ["../"],
    [" 2026-03"],
    ["2026-03\n"],
    ["2_026-03"],
    ["٢٠٢٦-٠٣"],
    ["２０２６-03"],
    ["march"],
  ])("refuses %j, and never reads it as all time", (text) => {
    expect(parsePeriod(text)).toEqual({ ok: false, problem: { kind: "bad_period", text } });
  });
});

describe("periods", () => {
  it("know their first and last day, leap years too", () => {
    expect(firstDay(trustedPeriod("2024-02"))).toBe("2024-02-01");
    expect(lastDay(trustedPeriod("2024-02"))).toBe("2024-02-29");
    expect(lastDay(trustedPeriod("2100-02"))).toBe("2100-02-28");
    expect(lastDay(trustedPeriod("2026-12"))).toBe("2026-12-31");
  });

  it("shift over years in both directions", () => {
    expect(shiftPeriod(trustedPeriod("2026-01"), -1)).toBe("2025-12");
    expect(shiftPeriod(trustedPeriod("2026-12"), 1)).toBe("2027-01");
    expect(shiftPeriod(trustedPeriod("2026-06"), -30)).toBe("2023-12");
    expect(periodsBetween(trustedPeriod("2025-11"), trustedPeriod("2026-02"))).toEqual([
      "2025-11",
      "2025-12",
      "2026-01",
      "2026-02",
    ]);
    expect(periodsBetween(trustedPeriod("2026-02"), trustedPeriod("2026-01"))).toEqual([]);
    expect(periodsBetween(trustedPeriod("9999-12"), trustedPeriod("9999-12"))).toEqual(["9999-12"]);
  });

  it("have one before and one after, over the turn of a year too", () => {
    expect([
      previousPeriod(trustedPeriod("2026-01")),
      nextPeriod(trustedPeriod("2025-12")),
    ]).toEqual([...["2025-12", "2026-01"]]);
  });

  it("end when the zone's calendar, not the server's, shows the next month", () => {
    const lateEvening = new Date("2026-03-31T23:30:00Z");
    const march = trustedPeriod("2026-03");
    expect(hasEnded(march, lateEvening, UTC)).toBe(false);
    expect(hasEnded(march, lateEvening, zone("Europe/Berlin"))).toBe(true);
    expect(hasEnded(march, new Date("2026-04-01T00:00:00Z"), UTC)).toBe(true);
  });

  it("refuse zones that do not exist", () => {
    const problem = { kind: "bad_zone", text: "Mars/Olympus" };
    expect(parseZone("Mars/Olympus")).toEqual({ ok: false, problem });
  });

  it("know a zone of the database by the name that the platform has for it, or as it is", () => {
    expect(trustedZone("UTC")).toBe(UTC);
    expect(trustedZone("europe/berlin")).toBe(zone("Europe/Berlin"));
    expect(trustedZone("Mars/Olympus")).toBe("Mars/Olympus");
  });

  it("shift days over months", () => {
    expect(shiftDay(trustedDay("2026-02-28"), 1)).toBe("2026-03-01");
    expect(shiftDay(trustedDay("2026-01-01"), -1)).toBe("2025-12-31");
  });
});

describe("dayOf", () => {
  it.each([
    ["2026-03-31T23:59:59.999Z", "UTC", "2026-03-31"],
    ["2026-04-01T00:00:00.000Z", "UTC", "2026-04-01"],
    ["2026-03-29T22:30:00.000Z", "Europe/Berlin", "2026-03-30"],
    ["2024-02-29T23:30:00.000Z", "America/New_York", "2024-02-29"],
    ["2025-12-31T10:30:00.000Z", "Pacific/Apia", "2025-12-31"],
    ["2025-12-31T11:30:00.000Z", "Pacific/Apia", "2026-01-01"],
  ])("%s falls in %s on %s", (instant, name, day) => {
    expect(dayOf(new Date(instant), zone(name))).toBe(day);
  });
});
