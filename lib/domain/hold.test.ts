import { describe, expect, it } from "vitest";
import { type Hold, holdAt } from "./hold";

const day = (no: number) => new Date(Date.UTC(2026, 0, no));
const hold = (from: number, until?: number): Hold => ({
  reason: `from ${from}`,
  by: "user:fin@example.com",
  at: day(from),
  liftedAt: until === undefined ? undefined : day(until),
});

describe("the hold of a moment", () => {
  const holds = [hold(20), hold(8, 12), hold(5, 10)];

  it.each([
    { at: 4, reason: undefined },
    { at: 5, reason: "from 5" },
    { at: 9, reason: "from 5" },
    { at: 10, reason: "from 5" },
    { at: 11, reason: "from 8" },
    { at: 13, reason: undefined },
    { at: 30, reason: "from 20" },
  ])("is on day $at: $reason", ({ at, reason }) => {
    expect(holdAt(holds, day(at))?.reason).toBe(reason);
  });

  it("is none where nobody was ever on hold", () => {
    expect(holdAt([], day(1))).toBeUndefined();
  });
});
