import { expectFit } from "./support/accessibility";
import { makeAdmin } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

test("an admin decides when months are paid and when small balances are swept up", async ({
  page,
  world,
}) => {
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  await page.goto("/admin/settings");
  const form = page.getByRole("form", { name: "Change when months are paid" });
  const set = form.getByRole("button", { name: "Set the rule" });
  const days = form.getByRole("textbox", { name: "Holding days" });

  await test.step("not with days that make no sense", async () => {
    for (const text of ["", "-1", "1.5", "181", "two"]) {
      await days.fill(text);
      await set.click();
      await expect(days).toHaveAccessibleDescription(/whole number of days from 0 to 180/);
      await expect(days).toHaveValue(text);
    }
  });

  // Far ahead, so that no other story's run is prepared by it.
  await test.step("with its month, its days and its sweep", async () => {
    await days.fill("14");
    await form.getByRole("combobox", { name: "Pay below the minimum" }).selectOption("12");
    await form.getByLabel("From the run of").fill("2098-03");
    await set.click();
    await expect(form.getByRole("status")).toContainText(
      "From March 2098 on a month is paid after 14 days, and below the minimum in the run of December.",
    );
    const rules = page.getByRole("table", { name: "When months are paid, newest rule first" });
    await expect(rules.getByRole("row").nth(1)).toContainText(
      "March 2098 Not yetAfter 14 daysIn the run of Decemberfinance.one@marketplace.example",
    );
    await expectFit(page);
  });
});
