import { makeAdmin, makeDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

const EMAIL = "finance.one@marketplace.example";

test("an admin stops a developer's payouts with a reason, and lets them go on", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Stopped Sorrel");
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  await page.goto(`/admin/developers/${developer.id}`);
  const main = page.getByRole("main");
  const form = page.getByRole("form", { name: "Hold payouts" });
  await form.getByRole("textbox", { name: "Reason" }).fill("The bank asks who they are");
  await form.getByRole("button", { name: "Hold payouts" }).click();
  await expect(page.getByRole("heading", { name: "Payouts are on hold" })).toBeVisible();
  await expect(main).toContainText("The bank asks who they are");
  await expect(main).toContainText(EMAIL);

  await test.step("the developer sees that there is a hold, and not why", async () => {
    await switchTo(page, developer.name);
    await page.goto("/payouts");
    await expect(main).toContainText("The marketplace has put your payouts on hold.");
    await expect(main).not.toContainText("The bank asks");
  });

  await switchTo(page, "Finance One");
  await page.goto(`/admin/developers/${developer.id}`);
  await page.getByRole("button", { name: "Lift the hold" }).click();
  await expect(page.getByRole("form", { name: "Hold payouts" })).toBeVisible();
  await switchTo(page, developer.name);
  await page.goto("/payouts");
  await expect(main).not.toContainText("on hold");
});

test("an admin sets a minimum, and hands closing to the clock and takes it back", async ({
  page,
  world,
}) => {
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");

  await test.step("the minimum of a currency that no other story pays in", async () => {
    await page.goto("/admin/settings");
    const form = page.getByRole("form", { name: "Set a minimum" });
    const set = form.getByRole("button", { name: "Set the minimum" });
    await form.getByRole("textbox", { name: "Currency" }).fill("isk");
    await form.getByRole("textbox", { name: "Minimum" }).fill("ten");
    await set.click();
    await expect(form.getByRole("textbox", { name: "Minimum" })).toBeFocused();
    await form.getByRole("textbox", { name: "Minimum" }).fill("2500");
    await set.click();
    await expect(form.getByRole("status")).toContainText("are carried over from now on.");
    const minimums = page.getByRole("table", { name: "Minimum payouts by currency" });
    await expect(minimums.getByRole("row", { name: /ISK/ })).toContainText("2,500.00");
  });

  await test.step("the clock, on a day that is weeks away", async () => {
    await page.goto("/admin/jobs");
    const form = page.getByRole("form", { name: "When months are closed" });
    const day = form.getByRole("textbox", { name: "Day of the month" });
    await day.fill("29");
    await form.getByRole("button", { name: "Switch on" }).click();
    await expect(day).toBeFocused();
    const far = String(((new Date().getUTCDate() + 13) % 28) + 1);
    await day.fill(far);
    await form.getByRole("button", { name: "Switch on" }).click();
    const main = page.getByRole("main");
    await expect(main).toContainText(`On day ${far} of each month at 09:00`);
    await expect(main).toContainText(`Decided by ${EMAIL}`);
    await page.getByRole("button", { name: "Switch off" }).click();
    await expect(main).toContainText("Months are closed and prepared by hand.");
  });
});

test("a payment that Stripe reports and nobody can record is left by an admin, who says why", async ({
  page,
  world,
}) => {
  const { pluginId } = await makeDeveloper(world, "Mistyped Mallow");
  await makeAdmin(world, "Finance One");
  const { id } = await world.simulator.charge({
    ...{ amount: 1_500, currency: "eur" },
    metadata: { remit_plugin_id: pluginId, remit_kind: "instal" },
  });
  await signInAs(page, "Finance One");
  const payment = page.getByRole("listitem").filter({ hasText: id });
  await expect(async () => {
    await page.goto("/admin/events");
    await expect(payment).toContainText(pluginId, { timeout: 1_000 });
  }).toPass();
  await payment.getByRole("button", { name: "Leave it…" }).click();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  await dialog.getByRole("textbox", { name: "Why" }).fill("Paid by a test card");
  await dialog.getByRole("button", { name: "Leave it unrecorded" }).click();
  // What is behind an open dialog has no role, so it looks gone already.
  await expect(dialog).toBeHidden();
  await expect(payment).toHaveCount(0);
  await page.goto("/admin/audit?action=charge.leave");
  await expect(page.getByRole("main")).toContainText("Paid by a test card");
});

async function switchTo(page: Page, name: string): Promise<void> {
  await page.context().clearCookies();
  await signInAs(page, name);
}
