import { describe, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { trustedDay, trustedPeriod } from "@/lib/domain/period";
import { readEventsQuery, writeCursor } from "./events-query";

const march = trustedPeriod("2026-03");
const id = trusted.eventId("0199d9c1-0000-7000-8000-000000000001");

describe("readEventsQuery", () => {
  it("asks for the whole month unless told otherwise", () => {
    expect(readEventsQuery(march, {})?.filter).toMatchObject({
      from: "2026-03-01",
      to: "2026-03-31",
    });
  });

  it("reads a cursor back as it was written", () => {
    const cursor = { postedOn: trustedDay("2026-03-05"), id };
    expect(readEventsQuery(march, { after: writeCursor(cursor) })?.after).toEqual(cursor);
  });

  it.each([
    { currency: "zzz" },
    { plugin: "../x" },
    { day: "2026-04-01" },
    { day: "2026-03-32" },
    { day: "2026-02-30" },
    { after: "2026-03-05" },
    { after: `2026-13-05_${id}` },
    { after: "2026-03-05_x" },
  ])("answers nothing for %j instead of showing other figures", (params) => {
    expect(readEventsQuery(march, params)).toBeUndefined();
  });
});
