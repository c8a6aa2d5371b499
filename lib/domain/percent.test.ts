import { describe, expect, it } from "vitest";
import { parsePercent } from "./percent";

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
