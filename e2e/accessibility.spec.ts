import { expectAccessible } from "./support/accessibility";
import {
  lastMonth,
  makeAdmin,
  makeDeveloper,
  noonOf,
  onboard,
  record,
} from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

const DEVELOPER_PAGES = [
  "/earnings",
  `/earnings/${lastMonth()}`,
  "/payouts",
  "/plugins",
  "/connect",
];
const ADMIN_PAGES = [
  "/admin/periods",
  `/admin/periods/${lastMonth()}`,
  "/admin/developers",
  "/admin/plugins",
  "/admin/events",
  "/admin/health",
  "/admin/jobs",
  "/admin/audit",
  "/admin/settings",
];

test.describe("axe finds nothing", () => {
  test("on the sign-in page and on a page that does not exist", async ({ page }) => {
    await expectEachAccessible(page, ["/sign-in", "/does-not-exist"]);
  });

  test("on any page of a new developer", async ({ page, world }) => {
    const { name } = await makeDeveloper(world, "Access Empty");
    await signInAs(page, name);
    await expectEachAccessible(page, DEVELOPER_PAGES);
  });

  test("on any page of a developer with sales", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Access Full");
    await onboard(world, developer);
    await record(world, developer, [
      { externalId: "axe-1", amount: 1_999, at: noonOf(lastMonth(), 3) },
      { externalId: "axe-2", amount: 2_999, currency: "usd", at: noonOf(lastMonth(), 9) },
      { externalId: "axe-3", amount: 0, at: noonOf(lastMonth(), 9) },
    ]);
    await signInAs(page, developer.name);
    await expectEachAccessible(page, DEVELOPER_PAGES);
  });

  test("on any page of an admin", async ({ page, world }) => {
    await makeAdmin(world, "Finance One");
    await signInAs(page, "Finance One");
    await expectEachAccessible(page, ADMIN_PAGES);
  });
});

async function expectEachAccessible(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    await expectAccessible(page);
  }
}
