import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { CAST } from "./demo-data/cast";
import { chromiumFlags, findChromium } from "./find-chromium";
import { ROOT } from "./processes/run-command";
import { say, sayProblem } from "./supervisor/console";

const FOLDER = path.join(ROOT, "docs", "pictures");
const DEMO = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;
const DEVELOPER = CAST[0]?.name ?? "";
const ADMIN = "Ada Okafor";

type Look = {
  readonly suffix: string;
  readonly colorScheme: "light" | "dark";
  readonly viewport: { readonly width: number; readonly height: number };
};

const LIGHT: Look = {
  suffix: "",
  colorScheme: "light",
  viewport: { width: 1280, height: 860 },
};
const DARK: Look = { ...LIGHT, suffix: "-dark", colorScheme: "dark" };
const NARROW: Look = { ...LIGHT, suffix: "-narrow", viewport: { width: 390, height: 844 } };

type Picture = {
  readonly name: string;
  readonly person: string;
  readonly path: string;
  readonly looks: readonly Look[];
};

const lastMonth = monthsAgo(1);
const paidMonth = monthsAgo(2);

const PICTURES: readonly Picture[] = [
  { name: "earnings", person: DEVELOPER, path: "/earnings", looks: [LIGHT, DARK, NARROW] },
  { name: "statement", person: DEVELOPER, path: `/earnings/${paidMonth}`, looks: [LIGHT] },
  { name: "payouts", person: DEVELOPER, path: "/payouts", looks: [LIGHT, NARROW] },
  { name: "connect", person: "Saltmarsh Systems", path: "/connect", looks: [LIGHT] },
  { name: "periods", person: ADMIN, path: "/admin/periods", looks: [LIGHT, DARK] },
  { name: "preview", person: ADMIN, path: `/admin/periods/${lastMonth}`, looks: [LIGHT] },
  { name: "paid", person: ADMIN, path: `/admin/periods/${paidMonth}`, looks: [LIGHT] },
  { name: "health", person: ADMIN, path: "/admin/health", looks: [LIGHT] },
];

/** `npm run pictures`: the real pages of the demo that runs, for the README. */
async function main(): Promise<void> {
  await assertDemoRuns();
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumFlags()],
  });
  try {
    for (const picture of PICTURES) {
      for (const look of picture.looks) await take(browser, picture, look);
    }
  } finally {
    await browser.close();
  }
}

async function take(browser: Browser, picture: Picture, look: Look): Promise<void> {
  const { colorScheme, viewport } = look;
  const context = await browser.newContext({
    baseURL: DEMO,
    colorScheme,
    viewport,
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await signIn(page, picture.person);
  await page.goto(picture.path, { waitUntil: "networkidle" });
  await page.getByRole("main").waitFor();
  await waitUntilDrawn(page);
  const file = path.join(FOLDER, `${picture.name}${look.suffix}.png`);
  await page.screenshot({ path: file, animations: "disabled" });
  await context.close();
  say(path.relative(ROOT, file));
}

/** Charts come after the numbers, and on a slow machine well after the network is idle. */
async function waitUntilDrawn(page: Page): Promise<void> {
  await page.locator("main [class*=animate-pulse]").first().waitFor({ state: "detached" });
  for (const chart of await page.locator(".recharts-responsive-container").all()) {
    await chart.locator(".recharts-bar-rectangle").first().waitFor({ state: "attached" });
  }
}

async function signIn(page: Page, person: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: person }).first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

async function assertDemoRuns(): Promise<void> {
  const answer = await fetch(`${DEMO}/readyz`).catch(() => undefined);
  if (!answer?.ok) {
    throw new Error(
      `Nothing answers at ${DEMO}: start \`npm run demo\` first, then run this again`,
    );
  }
}

function monthsAgo(months: number): string {
  const now = new Date();
  const then = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  return then.toISOString().slice(0, 7);
}

main().catch((error: unknown) => {
  sayProblem(error);
  process.exitCode = 1;
});
