import type { Locator } from "@playwright/test";
import { lastMonth, makeAdmin, makeDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

test.describe("an address that makes no sense", () => {
  test("gets an explanation and a way out: months that are none", async ({ page, world }) => {
    const { name } = await makeDeveloper(world, "Input Developer");
    await signInAs(page, name);
    for (const range of ["from=2026-13&to=2026-14", "from=banana", "from=2026-05&to=2026-01"]) {
      await page.goto(`/earnings?${range}`);
      await expect(page.getByRole("main")).toContainText(/not a month|ends .* before it begins/);
      await page.getByRole("link", { name: "Show the last 12 months" }).click();
      await expect(page).toHaveURL(/\/earnings$/);
    }
  });

  test("is not found when it names no month or no payout", async ({ page, world }) => {
    const { name } = await makeDeveloper(world, "Input Developer");
    await signInAs(page, name);
    for (const path of ["/earnings/2026-13", "/payouts/nothing", `/payouts/${lastMonth()}`]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
    }
  });
});

test.describe("the form that records an event by hand", () => {
  test.beforeEach(async ({ page, world }) => {
    await makeDeveloper(world, "Input Developer");
    await makeAdmin(world, "Finance One");
    await signInAs(page, "Finance One");
    await page.goto("/admin/events");
    await choose(page.getByRole("combobox", { name: "Plugin" }), "Input Developer Plugin");
  });

  test("says what is wrong with an amount and keeps it", async ({ page }) => {
    const field = page.getByRole("textbox", { name: "Amount" });
    for (const amount of ["-5", "1,5,0", "abc", "0.001", "99999999999999"]) {
      await field.fill(amount);
      await page.getByRole("button", { name: "Record the install" }).click();
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute("aria-invalid", "true");
      await expect(field).toHaveValue(amount);
    }
  });

  test("refuses an unknown currency", async ({ page }) => {
    const field = page.getByRole("textbox", { name: "Currency" });
    await field.fill("XYZ");
    await page.getByRole("button", { name: "Record the install" }).click();
    await expect(field).toHaveAttribute("aria-invalid", "true");
  });

  test("refuses a refund of a sale that nobody knows", async ({ page }) => {
    await page.getByRole("combobox", { name: "What happened" }).selectOption("Refund");
    await page.getByRole("textbox", { name: "Amount" }).fill("1.00");
    const field = page.getByRole("textbox", { name: "External id of the sale" });
    await field.fill("never-happened");
    await page.getByRole("button", { name: "Record the refund" }).click();
    await expect(field).toHaveAttribute("aria-invalid", "true");
  });

  test("records one event on a double click, at the plugin's proposed price", async ({
    page,
    world,
  }) => {
    await expect(page.getByRole("textbox", { name: "Amount" })).toHaveValue("10.00");
    await page.getByRole("button", { name: "Record the install" }).dblclick();
    await expect(page.getByText(/The install of €10\.00 (was|had been) recorded/)).toBeVisible();
    const [row] = await world.deps.db.sql<{ count: number }[]>`
      select count(*)::int as count from events where plugin_id = 'input-developer-plugin'`;
    expect(row?.count).toBe(1);
  });
});

/** Options also name the developer; the form is streamed, so the option may still be on its way. */
async function choose(select: Locator, name: string): Promise<void> {
  const label = await select.locator("option", { hasText: name }).first().textContent();
  await select.selectOption({ label: label ?? "" });
}
