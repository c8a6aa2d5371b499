import { periodOf, UTC } from "@/lib/domain/period";
import { periodName } from "@/lib/domain/words/period-words";
import { expectFit } from "./support/accessibility";
import { lastMonth, makeAdmin, makeDeveloper, noonOf, record } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

const NOTE = "For the outage of the store in spring";

test("an admin credits a developer, who reads why", async ({ page, world }) => {
  const developer = await makeDeveloper(world, "Adjusted Alder");
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  await page.goto(`/admin/developers/${developer.id}`);
  const form = page.getByRole("form", { name: "Credit or debit" });
  const recordIt = form.getByRole("button", { name: "Record the adjustment" });
  const period = periodOf(new Date(), UTC);

  await test.step("not before every field makes sense", async () => {
    await recordIt.click();
    await expect(form.getByRole("textbox", { name: "Amount" })).toHaveAccessibleDescription(
      "Enter an amount.",
    );
    await expect(form.getByRole("textbox", { name: "Note" })).toHaveAccessibleDescription(
      /Say what it is for: the developer reads it\./,
    );
    await form.getByRole("textbox", { name: "Note" }).fill(NOTE);
    for (const amount of ["a lot", "0", "-5", "1.234"]) await expectRefused(page, amount);
    await form.getByRole("textbox", { name: "Currency" }).fill("XYZ");
    await recordIt.click();
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
    await recordIt.dblclick();
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

test("an admin refunds a sale that the shop reported, and a dispute of it is won", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Refunded Rowan");
  await record(world, developer, [
    { externalId: "rowan-sale", amount: 1_000, at: noonOf(lastMonth(), 10) },
  ]);
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  await page.goto("/admin/events?q=rowan-sale");
  const sale = page.getByRole("table", { name: "Events" }).getByRole("row").nth(1);
  const dialog = page.getByRole("dialog", { name: "Record a refund or a dispute?" });
  const kind = dialog.getByRole("combobox", { name: "What happened" });
  const open = () => sale.getByRole("button", { name: "Refund or dispute…" }).click();

  await test.step("not more than is left, and not before it was sold", async () => {
    await open();
    await expect(dialog).toContainText("What the source e2e reports comes in by itself.");
    const amount = dialog.getByRole("textbox", { name: "Amount in EUR" });
    await expect(amount).toHaveValue("10.00");
    await amount.fill("10.01");
    await dialog.getByRole("button", { name: "Record the refund of €10.01" }).click();
    await expect(amount).toHaveAccessibleDescription(/Only €10\.00 of the sale is left for this\./);
    await expect(amount).toBeFocused();
    await amount.fill("4.00");
    const day = dialog.getByLabel("When");
    await day.fill(`${lastMonth()}-09`);
    await dialog.getByRole("button", { name: "Record the refund of €4.00" }).click();
    await expect(day).toHaveAccessibleDescription(/The sale happened on .* a later one\./);
    await day.fill(`${lastMonth()}-11`);
    await expectFit(page);
  });

  await test.step("a part, once, on a double click", async () => {
    await dialog.getByRole("button", { name: "Record the refund of €4.00" }).dblclick();
    await expect(sale).toContainText("€4.00 taken back");
    await expect(dialog).toBeHidden();
    const { sql } = world.deps.db;
    const rows = await sql`select amount from events where plugin_id = ${developer.pluginId}
      and kind = 'refund'`;
    expect([...rows]).toEqual([{ amount: -400n }]);
  });

  await test.step("the rest by a dispute, which is won", async () => {
    await open();
    await kind.selectOption("Dispute");
    await dialog.getByRole("button", { name: "Record the dispute of €6.00" }).click();
    await expect(sale).toContainText("all of it taken back");
    await open();
    await expect(kind.getByRole("option")).toHaveText(["Dispute won"]);
    await dialog.getByRole("button", { name: "Record the won dispute of €6.00" }).click();
    await expect(sale).toContainText("€4.00 taken back");
    await expect(dialog).toBeHidden();
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
