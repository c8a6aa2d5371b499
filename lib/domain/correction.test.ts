import { describe, expect, it } from "vitest";
import { correctionMoment } from "./correction";
import { type AccountingZone, dayOf, trustedDay, UTC } from "./period";

const BERLIN = "Europe/Berlin" as AccountingZone;
/** In Berlin it is the next day already. */
const sale = { occurredAt: new Date("2026-05-03T22:30:00Z") };

describe("correctionMoment", () => {
  it.each([
    { day: "2026-05-03", zone: UTC, at: "2026-05-03T22:30:00.000Z" },
    { day: "2026-05-04", zone: UTC, at: "2026-05-04T00:00:00.000Z" },
    { day: "2026-05-04", zone: BERLIN, at: "2026-05-03T22:30:00.000Z" },
    { day: "2026-05-05", zone: BERLIN, at: "2026-05-04T22:00:00.000Z" },
  ])("is on $day in $zone, at $at, and not before the sale", ({ day, zone, at }) => {
    const moment = correctionMoment(trustedDay(day), sale, zone);
    expect(moment.toISOString()).toBe(at);
    expect(dayOf(moment, zone)).toBe(day);
    expect(moment >= sale.occurredAt).toBe(true);
  });
});
