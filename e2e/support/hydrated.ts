import type { Page } from "@playwright/test";

/**
 * From here on `goto` and `reload` come back once React has taken over what the server drew: a
 * click before that opens nothing. Pages of others, as the simulator's, are taken as they come.
 */
export function waitsForReact(page: Page): Page {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...args) => {
    const response = await goto(...args);
    await page.waitForFunction(isTakenOver);
    return response;
  };
  page.reload = async (...args) => {
    const response = await reload(...args);
    await page.waitForFunction(isTakenOver);
    return response;
  };
  return page;
}

/** Runs in the browser. React marks each element that it has taken over. */
function isTakenOver(): boolean {
  if (!document.querySelector('script[src*="/_next/"]')) return true;
  const buttons = Array.from(document.querySelectorAll("button"));
  return buttons.every((button) => Object.keys(button).some((key) => key.startsWith("__react")));
}
