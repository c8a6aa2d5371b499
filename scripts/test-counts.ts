import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { readonly passed: number; readonly failed: number };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** A file that could not even be loaded counts as a failure. */
export function readVitestCounts(file: string, code: number): Counts {
  const report = read(file, vitestReport);
  if (!report) return honest({ passed: 0, failed: 0 }, code);
  const unloaded = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  ).length;
  const { numPassedTests: passed, numFailedTests } = report;
  return honest({ passed, failed: numFailedTests + unloaded }, code);
}

/** A test that only passed when it was tried again counts as failed. */
export function readPlaywrightCounts(file: string, code: number): Counts {
  const report = read(file, playwrightReport);
  if (!report) return honest({ passed: 0, failed: 0 }, code);
  const { expected, unexpected, flaky } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky + report.errors.length }, code);
}

/** A runner that ran nothing, or ended badly without saying why, has failed. */
function honest({ passed, failed }: Counts, code: number): Counts {
  const isSilentFailure = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}

function read<Report>(file: string, schema: z.ZodType<Report>): Report | undefined {
  if (!existsSync(file)) return undefined;
  return schema.parse(JSON.parse(readFileSync(file, "utf8")));
}
