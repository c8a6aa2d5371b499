import { defineConfig } from "@playwright/test";

const chromium = process.env.REMIT_E2E_CHROMIUM;
const flags = (process.env.REMIT_E2E_CHROMIUM_FLAGS ?? "").split(" ").filter((flag) => flag !== "");

/** Stories that change nothing that another one could notice. */
const APART = [
  "access*",
  "admin-decisions",
  "admin-key",
  "api-methods",
  "bad-input",
  "choose-developer",
  "onboarding",
  "refused-pages",
  "sign-in*",
].map((name) => `**/${name}.spec.ts`);

/** Run by `npm run test:e2e`, which starts the stack that the addresses below belong to. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 3,
  projects: [
    // Closing a month is for everybody, so these are told one after the other.
    { name: "money", testIgnore: APART, workers: 1 },
    { name: "apart", testMatch: APART, workers: 2 },
  ],
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL: process.env.REMIT_E2E_URL ?? "http://localhost:3000",
    locale: "en-GB",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
    launchOptions: {
      args: flags,
      ...(chromium ? { executablePath: chromium } : {}),
    },
  },
});
