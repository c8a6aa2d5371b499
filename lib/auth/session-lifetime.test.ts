import { describe, expect, it } from "vitest";
import { isAlive, nextExpiry } from "./session-lifetime";

const HOUR = 3_600_000;
const start = new Date("2026-03-01T08:00:00Z");
const hoursLater = (hours: number) => new Date(start.getTime() + hours * HOUR);

/** Uses a session every half hour, and tells after how many hours it ends. */
function endOfBusySession(isAdmin: boolean): number {
  let session = { createdAt: start, expires: nextExpiry(start, start, isAdmin) };
  for (let hours = 0.5; hours < 24 * 60; hours += 0.5) {
    const now = hoursLater(hours);
    if (!isAlive(session, now, isAdmin)) return hours;
    session = { ...session, expires: nextExpiry(start, now, isAdmin) };
  }
  return Number.POSITIVE_INFINITY;
}

describe("a session", () => {
  it("of an admin ends twelve hours after sign-in, however busy", () => {
    expect(endOfBusySession(true)).toBe(12);
  });

  it("of a developer ends thirty days after sign-in, however busy", () => {
    expect(endOfBusySession(false)).toBe(30 * 24);
  });

  it("of an admin ends after an hour without use", () => {
    const session = { createdAt: start, expires: nextExpiry(start, start, true) };
    expect(isAlive(session, hoursLater(0.9), true)).toBe(true);
    expect(isAlive(session, hoursLater(1), true)).toBe(false);
  });

  it("falls under the admins' rule as soon as its user is one", () => {
    const session = { createdAt: start, expires: nextExpiry(start, hoursLater(24), false) };
    expect(isAlive(session, hoursLater(25), false)).toBe(true);
    expect(isAlive(session, hoursLater(25), true)).toBe(false);
  });
});
