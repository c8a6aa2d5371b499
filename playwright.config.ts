import { defineConfig } from "@playwright/test";

const chromium = process.env.REMIT_E2E_CHROMIUM;
const flags = (process.env.REMIT_E2E_CHROMIUM_FLAGS ?? "").split(" ").filter((flag) => flag !== "");

/** Run by `npm run test:e2e`, which starts the stack that the addresses below belong to. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Closing a month is for everybody, so stories are told one after the other.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: process.env.REMIT_E2E_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      args: flags,
      ...(chromium ? { executablePath: chromium } : {}),
    },
  },
});
