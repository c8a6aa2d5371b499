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
import { expect, test } from "./support/world";

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
    await page.goto("/sign-in");
    await expectAccessible(page);
    await page.goto("/does-not-exist");
    await expectAccessible(page);
  });

  for (const path of DEVELOPER_PAGES) {
    test(`on ${path} of a new developer`, async ({ page, world }) => {
      const { name } = await makeDeveloper(world, "Access Empty");
      await signInAs(page, name);
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      await expectAccessible(page);
    });

    test(`on ${path} of a developer with sales`, async ({ page, world }) => {
      const developer = await makeDeveloper(world, "Access Full");
      await onboard(world, developer);
      await record(world, developer, [
        { externalId: "axe-1", amount: 1_999, at: noonOf(lastMonth(), 3) },
        { externalId: "axe-2", amount: 2_999, currency: "usd", at: noonOf(lastMonth(), 9) },
        { externalId: "axe-3", amount: 0, at: noonOf(lastMonth(), 9) },
      ]);
      await signInAs(page, developer.name);
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      await expectAccessible(page);
    });
  }

  for (const path of ADMIN_PAGES) {
    test(`on ${path}`, async ({ page, world }) => {
      await makeAdmin(world, "Finance One");
      await signInAs(page, "Finance One");
      await page.goto(path);
      await expect(page.getByRole("main")).toBeVisible();
      await expectAccessible(page);
    });
  }
});
