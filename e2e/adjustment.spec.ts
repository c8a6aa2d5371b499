import { periodOf, UTC } from "@/lib/domain/period";
import { periodName } from "@/lib/domain/words/period-words";
import { expectFit } from "./support/accessibility";
import { makeAdmin, makeDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

const NOTE = "For the outage of the store in spring";

test("an admin credits a developer, who reads why", async ({ page, world }) => {
  const developer = await makeDeveloper(world, "Adjusted Alder");
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  await page.goto(`/admin/developers/${developer.id}`);
  const form = page.getByRole("form", { name: "Credit or debit" });
  const record = form.getByRole("button", { name: "Record the adjustment" });
  const period = periodOf(new Date(), UTC);

  await test.step("not before every field makes sense", async () => {
    await record.click();
    await expect(form.getByRole("textbox", { name: "Amount" })).toHaveAccessibleDescription(
      "Enter an amount.",
    );
    await expect(form.getByRole("textbox", { name: "Note" })).toHaveAccessibleDescription(
      /Say what it is for: the developer reads it\./,
    );
    await form.getByRole("textbox", { name: "Note" }).fill(NOTE);
    for (const amount of ["a lot", "0", "-5", "1.234"]) await expectRefused(page, amount);
    await form.getByRole("textbox", { name: "Currency" }).fill("XYZ");
    await record.click();
    await expect(form.getByRole("textbox", { name: "Currency" })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await form.getByRole("textbox", { name: "Currency" }).fill("EUR");
    await expectFit(page);
  });

  await test.step("once, on a double click", async () => {
    await form.getByRole("combobox", { name: "Reason" }).selectOption("Goodwill");
    await form.getByRole("textbox", { name: "Amount" }).fill("25.00");
    await record.dblclick();
    await expect(form.getByText(/The adjustment|An adjustment of €25\.00/)).toBeVisible();
    const rows = page.getByRole("table", { name: "Adjustments, newest first" }).getByRole("row");
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(1)).toContainText(`Goodwill${NOTE}`);
    await expect(rows.nth(1)).toContainText("finance.one@marketplace.example");
    await expect(rows.nth(1)).toContainText("€25.00");
    await expectFit(page);
  });

  await test.step("read by the developer", async () => {
    await page.context().clearCookies();
    await signInAs(page, developer.name);
    await page.goto(`/earnings/${period}`);
    const main = page.getByRole("main");
    await expect(main).toContainText(periodName(period));
    await expect(main).toContainText(NOTE);
    await expect(main).toContainText("€25.00");
    await expectFit(page);
    await page.getByRole("link", { name: "Goodwill" }).click();
    const events = page.getByRole("table", { name: "Events behind the figure" });
    await expect(events.getByRole("row")).toHaveCount(2);
    await expect(events.getByRole("row").nth(1)).toContainText(`Goodwill: ${NOTE}`);
    await expectFit(page);
  });
});

async function expectRefused(page: Page, amount: string): Promise<void> {
  const form = page.getByRole("form", { name: "Credit or debit" });
  const field = form.getByRole("textbox", { name: "Amount" });
  await field.fill(amount);
  await form.getByRole("button", { name: "Record the adjustment" }).click();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/./);
  await expect(field).toHaveValue(amount);
  await expect(form.getByRole("textbox", { name: "Note" })).toHaveValue(NOTE);
}
