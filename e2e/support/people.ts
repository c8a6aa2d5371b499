import { expect, type Page } from "@playwright/test";

/**
 * Signs in as a demo developer or admin, by the form of the demo's button: it works without a
 * script, so no page has to be drawn for it.
 */
export async function signInAs(page: Page, name: string): Promise<void> {
  const offered = await page.request.get("/sign-in");
  const fields = await page.evaluate(readForm, { html: await offered.text(), name });
  if (!fields) throw new Error(`The demo does not offer to play ${name}`);
  const { origin } = new URL(offered.url());
  const answer = await page.request.post("/sign-in", {
    headers: { origin },
    multipart: fields,
    maxRedirects: 0,
  });
  expect(answer.status(), await answer.text()).toBe(303);
}

/** As somebody does it with a mouse, up to the first page that they are shown. */
export async function signInByClick(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(`^${escaped(name)}\\b`) }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Runs in the browser: what the form of the button with this name would send. */
function readForm(offered: { readonly html: string; readonly name: string }) {
  const { forms } = new DOMParser().parseFromString(offered.html, "text/html");
  for (const form of Array.from(forms)) {
    if (form.querySelector("button bdi")?.textContent !== offered.name) continue;
    const fields = Array.from(new FormData(form), ([key, value]) => [key, String(value)]);
    return Object.fromEntries(fields) as Record<string, string>;
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
