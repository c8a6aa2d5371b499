import { expect, type Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";

type Rules = NonNullable<RunOptions["runOnly"]>;

const RULES: Rules = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};

/** Of all that axe looks at, colours are the only thing that the scheme changes. */
const RULES_OF_COLOURS: Rules = {
  type: "rule",
  values: ["color-contrast", "link-in-text-block"],
};

/** axe finds nothing on the page as it stands, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  // Every browser of the stories prefers reduced motion, so the other scheme is there at once.
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNothing(page, "dark", RULES_OF_COLOURS);
  await page.emulateMedia({ colorScheme: "light" });
  await expectNothing(page, "light", RULES);
}

/** Accessible and without sideways scrolling, on a desk and in a hand. */
export async function expectFit(page: Page): Promise<void> {
  const before = page.viewportSize();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNothing(page, "360 px", RULES);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect.soft(width, `width of ${page.url()}`).toBeLessThanOrEqual(360);
  if (before) await page.setViewportSize(before);
}

async function expectNothing(page: Page, where: string, runOnly: Rules): Promise<void> {
  const found = await findViolations(page, { runOnly, resultTypes: ["violations"] });
  // Soft, so that a story goes on and the other pages are looked at as well.
  expect.soft(found, `axe in ${where} at ${page.url()}`).toEqual([]);
}

/** axe is large: it is sent to a page once, and only what is wrong comes back. */
async function findViolations(page: Page, options: RunOptions) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async (runOptions) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, runOptions);
    return violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary}`),
    }));
  }, options);
}
