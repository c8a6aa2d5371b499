import { describe, expect, it } from "vitest";
import { findOversized } from "./sizes";

const lines = (count: number) => "  step();\n".repeat(count);

describe("findOversized", () => {
  it("finds a function of more than 60 lines and names it", () => {
    const text = `function long() {\n${lines(59)}}\n`;
    expect(findOversized([{ path: "lib/a.ts", text }])).toEqual([
      "lib/a.ts:1 function long has 61 lines: at most 60",
    ]);
  });

  it("lets a function of 60 lines and a file of 250 lines pass", () => {
    const text = `const fits = () => {\n${lines(58)}};\n`;
    expect(findOversized([{ path: "lib/a.ts", text }])).toEqual([]);
    expect(findOversized([{ path: "lib/b.ts", text: "step();\n".repeat(250) }])).toEqual([]);
  });

  it("finds a file of more than 250 lines", () => {
    expect(findOversized([{ path: "lib/b.ts", text: "step();\n".repeat(251) }])).toHaveLength(1);
  });

  it("lets suites be long, but not the tests in them", () => {
    const suite = `describe("a", () => {\n${lines(100)}});\n`;
    expect(findOversized([{ path: "lib/a.test.ts", text: suite }])).toEqual([]);
    const test = `describe("a", () => {\nit("b", () => {\n${lines(100)}});\n});\n`;
    expect(findOversized([{ path: "lib/a.test.ts", text: test }])).toHaveLength(1);
  });
});
