import { describe, expect, it } from "vitest";
import { type Calendar, closeSlots, closeWork, type Holding } from "./closing";
import { parseZone, trustedPeriod, UTC } from "./period";

const at = (text: string) => new Date(text);
const held = (from: string, holdingDays: number): Holding => ({
  ...{ from: trustedPeriod(from), holdingDays },
});

function calendar(holdings: readonly Holding[], since = "2025-06-01T00:00:00Z"): Calendar {
  return { zone: UTC, close: { day: 3, hour: 9, approves: false, since: at(since) }, holdings };
}

function work(slot: string, of: Calendar, doneAt?: string) {
  const { closes, prepares } = closeWork(at(slot), of, doneAt ? at(doneAt) : undefined);
  return { closes: closes?.period, prepares: prepares.map(({ period }) => period) };
}

describe("closeSlots", () => {
  it("has a date of its own for preparing a month that is held beyond its closing", () => {
    const slots = closeSlots(at("2026-03-10T00:00:00Z"), calendar([held("2025-01", 14)]));
    expect(slots.slice(-6).map((slot) => slot.toISOString())).toEqual([
      "2026-02-03T09:00:00.000Z",
      "2026-02-15T09:00:00.000Z",
      "2026-03-03T09:00:00.000Z",
      "2026-03-15T09:00:00.000Z",
      "2026-04-03T09:00:00.000Z",
      "2026-04-15T09:00:00.000Z",
    ]);
  });

  it("still has a month that is held for the longest time there is", () => {
    const slots = closeSlots(at("2026-03-29T00:00:00Z"), calendar([held("2025-01", 180)]));
    expect(slots).toContainEqual(at("2026-03-30T09:00:00Z"));
  });

  it("is in order where a month is still held when the next one closes", () => {
    const slots = closeSlots(at("2026-03-10T00:00:00Z"), calendar([held("2025-01", 40)]));
    expect(slots).toEqual(slots.toSorted((left, right) => left.getTime() - right.getTime()));
  });

  it("is empty while months are closed by hand", () => {
    const off = { ...calendar([]), close: undefined };
    expect(closeSlots(at("2026-03-10T00:00:00Z"), off)).toEqual([]);
  });
});

describe("closeWork", () => {
  const fortnight = calendar([held("2025-01", 14)]);
  const long = calendar([held("2025-01", 40)]);
  it.each([
    {
      what: "closes and prepares the month before where nothing is held",
      ...{ slot: "2026-03-03T09:00:00Z", of: calendar([]), doneAt: "2026-02-03T09:00:01Z" },
      ...{ closes: "2026-02", prepares: ["2026-02"] },
    },
    {
      what: "closes and prepares it where the holding days end before",
      ...{ slot: "2026-03-03T09:00:00Z", of: calendar([held("2025-01", 2)]) },
      ...{ doneAt: "2026-02-03T09:00:01Z", closes: "2026-02", prepares: ["2026-02"] },
    },
    {
      what: "only closes while it is held",
      ...{ slot: "2026-03-03T09:00:00Z", of: fortnight, doneAt: "2026-02-15T09:00:01Z" },
      ...{ closes: "2026-02", prepares: [] },
    },
    {
      what: "prepares it when it is held no more",
      ...{ slot: "2026-03-15T09:00:00Z", of: fortnight, doneAt: "2026-03-03T09:00:01Z" },
      ...{ closes: "2026-02", prepares: ["2026-02"] },
    },
    {
      what: "prepares each month at its own time where they are held for longer than one",
      ...{ slot: "2026-03-13T09:00:00Z", of: long, doneAt: "2026-03-03T09:00:01Z" },
      ...{ closes: "2026-02", prepares: ["2026-01"] },
    },
    {
      what: "makes up for a preparation that was missed, on the next date that was not",
      ...{ slot: "2026-04-03T09:00:00Z", of: fortnight, doneAt: "2026-03-03T09:00:01Z" },
      ...{ closes: "2026-03", prepares: ["2026-02"] },
    },
    {
      what: "makes up for the latest of several, as its run pays the others too",
      ...{ slot: "2026-04-15T09:00:00Z", of: fortnight, doneAt: "2026-01-15T09:00:01Z" },
      ...{ closes: "2026-03", prepares: ["2026-03"] },
    },
    {
      what: "makes up for the latest when nobody knows what was done",
      ...{ slot: "2026-04-03T09:00:00Z", of: fortnight, doneAt: undefined },
      ...{ closes: "2026-03", prepares: ["2026-02"] },
    },
    {
      what: "prepares a month by the rule of that month, though a later one was prepared before",
      ...{ slot: "2026-03-13T09:00:00Z", doneAt: "2026-03-03T09:00:01Z" },
      of: calendar([held("2025-01", 40), held("2026-02", 0)]),
      ...{ closes: "2026-02", prepares: ["2026-01"] },
    },
    {
      what: "prepares a month by the rule that begins with it",
      ...{ slot: "2026-03-03T09:00:00Z", doneAt: "2026-02-03T09:00:01Z" },
      of: calendar([held("2025-01", 40), held("2026-02", 0)]),
      ...{ closes: "2026-02", prepares: ["2026-02"] },
    },
    {
      what: "prepares nothing again that was done on its very date",
      ...{ slot: "2026-03-03T09:00:00Z", of: fortnight, doneAt: "2026-02-15T09:00:00Z" },
      ...{ closes: "2026-02", prepares: [] },
    },
    {
      what: "closes nothing whose date lay before somebody changed the schedule, and prepares it",
      ...{ slot: "2026-03-15T09:00:00Z", doneAt: "2026-03-03T09:00:01Z" },
      of: calendar([held("2025-01", 14)], "2026-03-10T00:00:00Z"),
      ...{ closes: undefined, prepares: ["2026-02"] },
    },
  ])("$what", ({ slot, of, doneAt, closes, prepares }) => {
    expect(work(slot, of, doneAt)).toEqual({ closes, prepares });
  });

  it("is about the month before in the accounting zone", () => {
    const zone = parseZone("Asia/Tokyo");
    if (!zone.ok) throw new Error("no such zone");
    const tokyo: Calendar = {
      ...{ zone: zone.value, holdings: [] },
      close: { day: 1, hour: 0, approves: false, since: at("2000-01-01T00:00:00Z") },
    };
    expect(work("2026-03-31T15:00:00Z", tokyo, undefined).closes).toBe("2026-03");
  });
});
