import { describe, expect, it } from "vitest";
import { trustedPeriod } from "./period";
import { parseRange, periodsOf } from "./period-range";

const current = trustedPeriod("2026-11");
const parse = (from: string | undefined, to: string | undefined) =>
  parseRange({ from, to }, current);

describe("parseRange", () => {
  it.each([
    [undefined, undefined, "2025-12", "2026-11"],
    [undefined, "2026-03", "2025-04", "2026-03"],
    ["2026-02", undefined, "2026-02", "2026-11"],
    ["2026-02", "2026-02", "2026-02", "2026-02"],
    ["2000-01", "2000-02", "2000-01", "2000-02"],
    ["2999-11", "2999-12", "2999-11", "2999-12"],
  ])("reads %s to %s as %s to %s", (from, to, first, last) => {
    expect(parse(from, to)).toEqual({ ok: true, value: { from: first, to: last } });
  });

  it.each([
    ["2026-13", undefined, "bad_period"],
    ["", undefined, "bad_period"],
    [undefined, "all", "bad_period"],
    ["2026-05", "2026-04", "ends_before_it_begins"],
    ["2027-01", undefined, "ends_before_it_begins"],
    ["2000-01", "2999-12", "too_long"],
    ["0000-01", "0000-05", "bad_period"],
    ["9999-01", "9999-12", "bad_period"],
    ["1999-12", "2000-01", "bad_period"],
    ["2999-12", "3000-01", "bad_period"],
  ])("refuses %s to %s: %s", (from, to, kind) => {
    expect(parse(from, to)).toMatchObject({ ok: false, problem: { kind } });
  });

  it("takes ten years and not a month more", () => {
    expect(parse("2016-12", "2026-11").ok).toBe(true);
    expect(parse("2016-11", "2026-11")).toMatchObject({ ok: false, problem: { months: 121 } });
  });
});

describe("periodsOf", () => {
  it("lists every month of the range", () => {
    const range = parse("2025-12", "2026-02");
    expect(range.ok && periodsOf(range.value)).toEqual(["2025-12", "2026-01", "2026-02"]);
  });
});
