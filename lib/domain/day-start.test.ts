import { describe, expect, it } from "vitest";
import { dayStart, parseDay } from "./day-start";
import { type AccountingZone, dayOf, trustedDay, UTC } from "./period";

const zone = (name: string) => name as AccountingZone;

describe("dayStart", () => {
  it.each([
    { day: "2026-03-29", in: UTC, at: "2026-03-29T00:00:00.000Z" },
    { day: "2026-03-29", in: zone("Europe/Berlin"), at: "2026-03-28T23:00:00.000Z" },
    { day: "2026-10-25", in: zone("Europe/Berlin"), at: "2026-10-24T22:00:00.000Z" },
    { day: "2026-01-01", in: zone("Pacific/Kiritimati"), at: "2025-12-31T10:00:00.000Z" },
    { day: "2026-01-01", in: zone("America/Los_Angeles"), at: "2026-01-01T08:00:00.000Z" },
    // Clocks jumped from midnight to one o'clock.
    { day: "2018-11-04", in: zone("America/Sao_Paulo"), at: "2018-11-04T03:00:00.000Z" },
  ])("begins $day in $in at $at", (row) => {
    const start = dayStart(trustedDay(row.day), row.in);
    expect(start.toISOString()).toBe(row.at);
    expect(dayOf(new Date(start.getTime() - 1), row.in) < row.day).toBe(true);
  });
});

describe("parseDay", () => {
  it.each([
    ...[
      "2026-02-30",
      "2026-13-01",
      "2026-00-10",
      "2026-04-31",
      "2026-01-00",
      "2026-1-1",
      "2026-01",
    ],
    ...[
      "",
      "26-01-01",
      "2026-01-01T00:00",
      " 2026-01-01",
      "2026-01-01 ",
      "x2026-01-01",
      "2026/01/01",
    ],
    ...["+010000-01-01", "-000001-01-01", "0000-01-01", "1 Jan 2026", "２０２６-01-01"],
  ])("refuses %j", (text) => expect(parseDay(text)).toBeUndefined());

  it("takes every day of a year", () => {
    for (let day = new Date("2026-01-01"); day < new Date("2027-01-01"); ) {
      const text = day.toISOString().slice(0, 10);
      expect(parseDay(text)).toBe(text);
      day = new Date(day.getTime() + 86_400_000);
    }
  });

  it("takes a leap day in a leap year alone", () => {
    expect(parseDay("2028-02-29")).toBe("2028-02-29");
    expect(parseDay("2026-02-29")).toBeUndefined();
  });
});
