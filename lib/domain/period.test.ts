import { describe, expect, it } from "vitest";
import {
  type AccountingZone,
  dayOf,
  firstDay,
  hasEnded,
  lastDay,
  parsePeriod,
  parseZone,
  periodOf,
  periodsBetween,
  shiftDay,
  shiftPeriod,
  trustedDay,
  trustedPeriod,
  UTC,
} from "./period";

const ACCOUNTING_ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"] as const;

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

  it("end when the zone's calendar, not the server's, shows the next month", () => {
    const lateEvening = new Date("2026-03-31T23:30:00Z");
    const march = trustedPeriod("2026-03");
    expect(hasEnded(march, lateEvening, UTC)).toBe(false);
    expect(hasEnded(march, lateEvening, zone("Europe/Berlin"))).toBe(true);
    expect(hasEnded(march, new Date("2026-04-01T00:00:00Z"), UTC)).toBe(true);
  });

  it("refuse zones that do not exist", () => {
    expect(parseZone("Mars/Olympus").ok).toBe(false);
  });

  it("shift days over months", () => {
    expect(shiftDay(trustedDay("2026-02-28"), 1)).toBe("2026-03-01");
    expect(shiftDay(trustedDay("2026-01-01"), -1)).toBe("2025-12-31");
  });
});

/** The instants at which a zone's offset to UTC changes, to the minute. */
function offsetChanges(name: string, fromYear: number, toYear: number): number[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  const offset = (at: number) => format.format(at).split(", ")[1];
  const changes: number[] = [];
  const step = 24 * 3_600_000;
  for (let at = Date.UTC(fromYear, 0, 1); at < Date.UTC(toYear + 1, 0, 1); at += step) {
    if (offset(at) === offset(at + step)) continue;
    let [before, after] = [at, at + step];
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000 || before + 60_000;
      if (offset(middle) === offset(before)) before = middle;
      else after = middle;
      if (after - before <= 60_000) break;
    }
    changes.push(after);
  }
  return changes;
}

describe("dayOf", () => {
  it("maps every offset change of every zone 2020–2035 to one day and one period", () => {
    const instants = new Set<number>();
    for (const name of Intl.supportedValuesOf("timeZone")) {
      for (const change of offsetChanges(name, 2020, 2035)) {
        for (const shift of [-1, 0, 1]) instants.add(change + shift);
      }
    }
    expect(instants.size).toBeGreaterThan(1_500);
    for (const name of ACCOUNTING_ZONES) {
      const accounting = zone(name);
      const parts = new Intl.DateTimeFormat("en-US", {
        timeZone: name,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      });
      for (const at of instants) {
        const instant = new Date(at);
        const day = dayOf(instant, accounting);
        const [month, date, year] = parts.format(instant).split("/");
        if (day !== `${year}-${month}-${date}`) throw new Error(`${instant.toISOString()} ${day}`);
        if (periodOf(instant, accounting) !== day.slice(0, 7)) throw new Error(day);
      }
    }
  }, 60_000);

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

  it("never goes back as time goes on, and never leaves a month out", () => {
    for (const name of ACCOUNTING_ZONES) {
      let last = "";
      const periods = new Set<string>();
      for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2036, 0, 1); at += 6 * 3_600_000) {
        const day = dayOf(new Date(at), zone(name));
        if (day < last) throw new Error(`${name}: ${day} after ${last}`);
        last = day;
        periods.add(day.slice(0, 7));
      }
      expect(periods.size).toBeGreaterThanOrEqual(16 * 12);
    }
  }, 60_000);
});
