import { expect, type Page } from "@playwright/test";

/** Signs in as a demo developer or admin, with the one click that the demo offers. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: new RegExp(`^${escaped(name)}\\b`) }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
