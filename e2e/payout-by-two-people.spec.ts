import { trustedCurrency } from "@/lib/domain/currency";
import { periodName } from "@/lib/domain/words/period-words";
import { removeApprovalThreshold } from "@/lib/use-cases/set-approval-threshold";
import { expectFit } from "./support/accessibility";
import {
  ADMIN,
  closeThrough,
  makeAdmin,
  makeDeveloper,
  noonOf,
  onboard,
  record,
} from "./support/marketplace";
import { findOpenMonth } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

// A threshold counts for every run, so no other story may find this one.
test.afterEach(async ({ world }) => {
  await removeApprovalThreshold(world.deps, ADMIN, trustedCurrency("eur"));
});

test("above a threshold whoever prepared a run is told who approves it, and that one does", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Two People Thorn");
  await makeAdmin(world, "Finance One");
  await makeAdmin(world, "Finance Two");
  await onboard(world, developer);
  await world.simulator.fund("eur", 100_000);
  const period = await findOpenMonth(world);
  await record(world, developer, [
    { externalId: "two-people-1", amount: 5_000, at: noonOf(period, 5) },
  ]);
  await closeThrough(world, period);
  await signInAs(page, "Finance One");

  await test.step("the threshold is set, when it makes sense", () => setThreshold(page));

  await test.step("whoever prepares is told, and cannot approve", async () => {
    await page.goto(`/admin/periods/${period}`);
    await page.getByText("Only one developer or one plugin").click();
    const form = page.getByRole("form", { name: "Prepare for this developer" });
    await form.getByRole("combobox", { name: "Developer" }).selectOption(developer.id);
    await form.getByRole("button", { name: "Prepare for this developer" }).click();
    await expect(page.getByRole("heading", { name: /^Preview: 1 payout/ })).toBeVisible();
    const main = page.getByRole("main");
    await expect(main).toContainText("Somebody else has to approve this");
    await expect(main).toContainText("€35.00 is more than one person may both prepare and approve");
    await expect(main).toContainText("finance.two@marketplace.example");
    await expect(main.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
    await expectFit(page);
  });

  const preview = page.url();
  await test.step("the other one approves, and it is paid", async () => {
    await page.context().clearCookies();
    await signInAs(page, "Finance Two");
    await page.goto(preview);
    await expect(page.getByRole("heading", { name: /^Preview: 1 payout/ })).toBeVisible();
    await expect(page.getByText("Somebody else has to approve this")).toHaveCount(0);
    await page.getByRole("button", { name: /^Approve 1 payout/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Approve 1 payout/ })
      .click();
    await expect(page.getByText("1 payout paid: €35.00")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("main")).toContainText(periodName(period));
  });

  await test.step("the threshold is removed, after a word about what that means", () =>
    removeThreshold(page));
});

async function setThreshold(page: Page): Promise<void> {
  await page.goto("/admin/settings");
  const form = page.getByRole("form", { name: "Ask for two people" });
  const above = form.getByRole("textbox", { name: "Above" });
  for (const amount of ["", "a lot", "-1"]) {
    await above.fill(amount);
    await form.getByRole("button", { name: "Set the threshold" }).click();
    await expect(above).toBeFocused();
    await expect(above).toHaveAttribute("aria-invalid", "true");
  }
  await expectFit(page);
  await above.fill("34.99");
  await form.getByRole("button", { name: "Set the threshold" }).click();
  await expect(
    form.getByText("A run of more than €34.99 takes two people from now on."),
  ).toBeVisible();
  await expectFit(page);
}

async function removeThreshold(page: Page): Promise<void> {
  await page.goto("/admin/settings");
  const remove = page.getByRole("button", { name: "Remove the threshold in EUR" });
  await remove.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("€34.99");
  await dialog.getByRole("button", { name: "Remove the threshold" }).click();
  await expect(dialog).toBeHidden();
  await expect(remove).toHaveCount(0);
}
