import { describe, expect, it } from "vitest";
import { dayOf, parseZone, periodOf } from "./period";

const ACCOUNTING_ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"].map(
  (name) => {
    const parsed = parseZone(name);
    if (!parsed.ok) throw new Error(name);
    return parsed.value;
  },
);

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
  it("F35: maps every offset change of every zone 2020–2035 to one day and one period", () => {
    const instants = new Set<number>();
    for (const name of Intl.supportedValuesOf("timeZone")) {
      for (const change of offsetChanges(name, 2020, 2035)) {
        for (const shift of [-1, 0, 1]) instants.add(change + shift);
      }
    }
    expect(instants.size).toBeGreaterThan(1_500);
    for (const accounting of ACCOUNTING_ZONES) {
      const parts = new Intl.DateTimeFormat("en-US", {
        timeZone: accounting,
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

  it("never goes back as time goes on, and never leaves a month out", () => {
    for (const accounting of ACCOUNTING_ZONES) {
      let last = "";
      const periods = new Set<string>();
      for (let at = Date.UTC(2020, 0, 1); at < Date.UTC(2036, 0, 1); at += 6 * 3_600_000) {
        const day = dayOf(new Date(at), accounting);
        if (day < last) throw new Error(`${accounting}: ${day} after ${last}`);
        last = day;
        periods.add(day.slice(0, 7));
      }
      expect(periods.size).toBeGreaterThanOrEqual(16 * 12);
    }
  }, 60_000);
});
