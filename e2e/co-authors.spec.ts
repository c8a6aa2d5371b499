import { expectFit } from "./support/accessibility";
import {
  lastMonth,
  makeAdmin,
  makeDeveloper,
  noonOf,
  record,
  type TestDeveloper,
} from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

test("an admin shares a plugin, and each developer sees their part alone", async ({
  page,
  world,
}) => {
  const owner = await makeDeveloper(world, "Sharing Sorrel");
  const other = await makeDeveloper(world, "Joining Juniper");
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  const form = page.getByRole("form", { name: "Who shares its revenue" });
  const set = form.getByRole("button", { name: "Set the parts" });

  await test.step("not before the parts make a whole", async () => {
    await page.goto(`/admin/plugins?q=${owner.pluginId}`);
    await page.getByRole("link", { name: owner.pluginName }).click();
    await expect(form.getByText("Of a sale of 100.00")).toBeVisible();
    await form.getByRole("combobox", { name: "Developer 2" }).selectOption(other.name);
    const percents = form.getByRole("textbox", { name: "Percent" });
    await percents.nth(1).fill("30");
    await expect(form.getByText("They are 30% too much.")).toBeVisible();
    await set.click();
    await expect(form.getByRole("alert")).toContainText("They are 30% too much.");
    await percents.nth(0).fill("70");
    await expect(form.getByRole("definition").nth(1)).toHaveText("21.00");
    await expectFit(page);
  });

  await test.step("from a day on", async () => {
    await form.getByLabel("From").fill(`${lastMonth()}-01`);
    await set.click();
    await expect(form.getByRole("status")).toContainText("Agreed from");
    const agreed = page.getByRole("table", { name: "What was agreed, the latest first" });
    await expect(agreed.getByRole("row").nth(1)).toContainText("Holds now");
    await expect(agreed.getByRole("row").nth(1)).toContainText(`30% ${other.name}`);
    await expectFit(page);
  });

  await test.step("a sale is split, and a refund follows it", async () => {
    await record(world, owner, [
      { externalId: "shared-sale", amount: 10_001, at: noonOf(lastMonth(), 10) },
    ]);
    await record(world, owner, [
      {
        ...({ externalId: "shared-refund", kind: "refund", amount: 5_000 } as const),
        ...{ at: noonOf(lastMonth(), 12), correctsId: "shared-sale" },
      },
    ]);
    await page.goto("/admin/events?q=shared-sale");
    const rows = page.getByRole("table", { name: "Events" }).getByRole("row");
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText(owner.name);
    await expect(rows.nth(2)).toContainText("part of €100.01, 30%");
  });

  await test.step("the co-author reads their part and nothing else", async () => {
    await page.context().clearCookies();
    await signInAs(page, other.name);
    await readOwnPart(page, owner);
  });
});

async function readOwnPart(page: Page, owner: TestDeveloper): Promise<void> {
  await page.goto("/plugins");
  await expect(page.getByRole("row", { name: owner.pluginName })).toContainText(
    "Your part: 30% of this plugin",
  );
  await page.goto(`/earnings/${lastMonth()}`);
  const main = page.getByRole("main");
  await expect(main).toContainText("Your part: 30% of this plugin");
  await expectFit(page);
  await main.getByRole("link", { name: owner.pluginName }).click();
  const events = page.getByRole("table", { name: "Events behind the figure" });
  await expect(events.getByRole("row").nth(2)).toContainText(
    "Your part: 30% of this plugin, €30.00. At 70% it is €21.00 for you",
  );
  await expect(main).not.toContainText(owner.name.concat("’s"));
  await expect(main).not.toContainText("€70");
  await expectFit(page);
}
