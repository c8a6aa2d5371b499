import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPlaywrightCounts, readVitestCounts } from "./test-counts";

const folder = mkdtempSync(path.join(tmpdir(), "remit-counts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reportOf(content: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const vitest = (passed: number, failed: number, testResults: readonly unknown[] = []) =>
  reportOf({ numPassedTests: passed, numFailedTests: failed, testResults });

describe("the sum of the test runners", () => {
  it("is what they report", () => {
    expect(readVitestCounts(vitest(12, 0), 0)).toEqual({ passed: 12, failed: 0 });
    expect(readVitestCounts(vitest(11, 1), 1)).toEqual({ passed: 11, failed: 1 });
  });

  it("counts a test file that could not be loaded as a failure", () => {
    const unloaded = { status: "failed", assertionResults: [] };
    expect(readVitestCounts(vitest(5, 0, [unloaded]), 1)).toEqual({ passed: 5, failed: 1 });
  });

  it("counts a stage that ran nothing, wrote nothing or ended badly as a failure", () => {
    expect(readVitestCounts(vitest(0, 0), 0)).toEqual({ passed: 0, failed: 1 });
    expect(readVitestCounts(path.join(folder, "absent.json"), 0)).toEqual({ passed: 0, failed: 1 });
    expect(readVitestCounts(vitest(7, 0), 1)).toEqual({ passed: 7, failed: 1 });
  });

  it("counts a flaky browser test as a failure", () => {
    const report = reportOf({ stats: { expected: 3, unexpected: 0, flaky: 1 }, errors: [] });
    expect(readPlaywrightCounts(report, 0)).toEqual({ passed: 3, failed: 1 });
  });
});
