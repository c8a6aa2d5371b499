import { INVARIANTS } from "@/db/queries/invariants/all";
import { expectAccessible } from "./support/accessibility";
import { makeAdmin } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

test("an admin reads the last check of the books, and checks and compares again", async ({
  page,
  world,
}) => {
  const email = await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  await page.goto("/admin/health");
  const rules = page.getByRole("table", { name: "Rules of the books, broken ones first" });

  await test.step("the result is kept with who asked for it", async () => {
    await page.getByRole("button", { name: "Check now" }).click();
    await expect(page.getByText(/^Checked( a moment ago, see below)?\b/).first()).toBeVisible();
    await page.reload();
    // One for the heading, and two rules need a program instead of a query.
    await expect(rules.getByRole("row")).toHaveCount(1 + INVARIANTS.length + 2);
    await expect(page.getByText(/^All \d+ rules hold$/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("a comparison with Stripe, too", async () => {
    await page.getByRole("button", { name: "Compare now" }).click();
    await expect(page.getByText(/compared\. Nothing is left open\.$/)).toBeVisible();
    await page.reload();
    await expect(page.getByText(/^Last compared on/)).toContainText(email);
  });
});
