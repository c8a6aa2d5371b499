import { describe, expect, it } from "vitest";
import { parsePercent, percentInFull, percentText } from "./percent";

describe("parsePercent", () => {
  it.each([
    ["70", 7_000],
    ["33.33", 3_333],
    ["0.5", 50],
    ["100 %", 10_000],
    ["0", 0],
    [" 70% ", 7_000],
    ["7", 700],
    ["7.5 %", 750],
  ])("reads %j as %i basis points", (text, points) => {
    expect(parsePercent(text)).toEqual({ ok: true, value: points });
  });

  it.each([
    "",
    "-1",
    "100.01",
    "1e2",
    "70,5",
    "33.333",
    "1000",
    "70.",
    "7 0",
    "x70",
    "70x",
    "７０",
    "0x10",
  ])("refuses %j", (text) => {
    expect(parsePercent(text)).toEqual({ ok: false, problem: { kind: "bad_percent" } });
  });
});

describe("basis points are written", () => {
  it.each([
    [0, "0.00", "0"],
    [5, "0.05", "0.05"],
    [50, "0.50", "0.50"],
    [700, "7.00", "7"],
    [3_333, "33.33", "33.33"],
    [7_010, "70.10", "70.10"],
    [10_000, "100.00", "100"],
  ])("%i in full and in short", (points, full, short) => {
    expect(percentInFull(points)).toBe(full);
    expect(percentInFull(BigInt(points))).toBe(full);
    expect(percentText(points)).toBe(short);
  });

  it("and read as what they were, each of them", () => {
    for (let points = 0; points <= 10_000; points++) {
      expect(parsePercent(percentInFull(points))).toEqual({ ok: true, value: points });
      expect(parsePercent(percentText(points))).toEqual({ ok: true, value: points });
    }
  });
});
