import { describe, expect, it } from "vitest";
import type { Calendar } from "./closing";
import { lastSlot, nextSlot } from "./job";
import { parseZone, UTC } from "./period";

const at = (text: string) => new Date(text);
const never = at("2000-01-01T00:00:00Z");
const off: Calendar = { zone: UTC, close: undefined, holdings: [] };

function monthly(day: number, hour: number, zone = "UTC", since = never): Calendar {
  const parsed = parseZone(zone);
  if (!parsed.ok) throw new Error(`no zone ${zone}`);
  return { zone: parsed.value, close: { day, hour, approves: false, since }, holdings: [] };
}

describe("a job is due", () => {
  const now = at("2026-03-15T10:05:30Z");
  it.each([
    { job: "sweep", last: "2026-03-15T10:05:00Z", next: "2026-03-15T10:06:00Z" },
    { job: "verify", last: "2026-03-15T09:17:00Z", next: "2026-03-15T10:17:00Z" },
    { job: "reconcile", last: "2026-03-15T03:43:00Z", next: "2026-03-16T03:43:00Z" },
  ] as const)("$job: last at $last, next at $next", ({ job, last, next }) => {
    expect(lastSlot(job, now, off)).toEqual(at(last));
    expect(nextSlot(job, now, off)).toEqual(at(next));
  });
});

describe("closing a month by the clock", () => {
  it("is off unless somebody switched it on", () => {
    expect(lastSlot("close", at("2026-03-15T10:00:00Z"), off)).toBeUndefined();
    expect(nextSlot("close", at("2026-03-15T10:00:00Z"), off)).toBeUndefined();
  });

  it.each([
    { now: "2026-03-03T08:59:59Z", last: "2026-02-03T09:00:00Z", next: "2026-03-03T09:00:00Z" },
    { now: "2026-03-03T09:00:00Z", last: "2026-03-03T09:00:00Z", next: "2026-04-03T09:00:00Z" },
    { now: "2026-12-31T23:00:00Z", last: "2026-12-03T09:00:00Z", next: "2027-01-03T09:00:00Z" },
    { now: "2026-01-01T00:00:00Z", last: "2025-12-03T09:00:00Z", next: "2026-01-03T09:00:00Z" },
  ])("at $now: last $last, next $next", ({ now, last, next }) => {
    expect(lastSlot("close", at(now), monthly(3, 9))).toEqual(at(last));
    expect(nextSlot("close", at(now), monthly(3, 9))).toEqual(at(next));
  });

  it("goes by the hours of the accounting zone, also where clocks change", () => {
    const york = monthly(8, 2, "America/New_York");
    // On 8 March 2026 there is no two o'clock in New York; in July it is four hours behind.
    expect(lastSlot("close", at("2026-03-20T00:00:00Z"), york)).toEqual(at("2026-03-08T07:00:00Z"));
    expect(lastSlot("close", at("2026-07-20T00:00:00Z"), york)).toEqual(at("2026-07-08T06:00:00Z"));
    const tokyo = monthly(1, 0, "Asia/Tokyo");
    const slot = at("2026-03-31T15:00:00Z");
    expect(lastSlot("close", at("2026-04-02T00:00:00Z"), tokyo)).toEqual(slot);
  });

  it("waits for its hour on the day that clocks are set back", () => {
    const berlin = monthly(25, 9, "Europe/Berlin");
    expect(lastSlot("close", at("2026-10-30T00:00:00Z"), berlin)).toEqual(
      at("2026-10-25T08:00:00Z"),
    );
  });

  it("takes the end of the day where clocks jump over its last hour", () => {
    // On 24 March 2029 it is midnight in Nuuk an hour early.
    const nuuk = monthly(24, 23, "America/Nuuk");
    expect(lastSlot("close", at("2029-03-30T00:00:00Z"), nuuk)).toEqual(at("2029-03-25T01:00:00Z"));
  });

  it("does not count the very instant at which it was switched on", () => {
    const calendar = monthly(3, 9, "UTC", at("2026-03-03T09:00:00Z"));
    expect(lastSlot("close", at("2026-03-15T00:00:00Z"), calendar)).toBeUndefined();
    expect(nextSlot("close", at("2026-03-01T00:00:00Z"), calendar)).toEqual(
      at("2026-04-03T09:00:00Z"),
    );
  });

  it("never acts on a date from before it was switched on", () => {
    const since = at("2026-03-10T00:00:00Z");
    const calendar = monthly(3, 9, "UTC", since);
    expect(lastSlot("close", at("2026-03-15T00:00:00Z"), calendar)).toBeUndefined();
    expect(lastSlot("close", at("2026-04-03T09:00:00Z"), calendar)).toEqual(
      at("2026-04-03T09:00:00Z"),
    );
  });
});
