import { describe, expect, it } from "vitest";
import { negativeSince } from "./debt";
import { trustedDay } from "./period";

const days = (...changes: readonly bigint[]) =>
  changes.map((change, index) => ({ day: trustedDay(`2026-03-0${index + 1}`), change }));

describe("negativeSince", () => {
  it.each([
    ["nothing happened", days(), undefined],
    ["it ends at zero", days(-5n, 5n), undefined],
    ["it never went below", days(5n, -5n, 1n), undefined],
    ["it was never above", days(-1n, -1n), "2026-03-01"],
    ["it went below once", days(5n, -3n, -3n, -1n), "2026-03-03"],
    ["it recovered in between", days(-5n, 5n, -1n, 0n), "2026-03-03"],
    ["it was made up for in part", days(5n, -9n, 3n), "2026-03-02"],
  ])("when %s is %s", (_, changes, day) => {
    expect(negativeSince(changes)).toBe(day);
  });
});
