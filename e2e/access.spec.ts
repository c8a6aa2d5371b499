import { lastMonth, makeAdmin, makeDeveloper, noonOf, record } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

const ADMIN_PAGES = [
  "/admin/periods",
  "/admin/developers",
  "/admin/events",
  "/admin/health",
  "/admin/jobs",
  "/admin/audit",
  "/admin/settings",
];
const DEVELOPER_PAGES = ["/earnings", "/payouts", "/connect", "/plugins"];

test.describe("somebody who is not signed in", () => {
  for (const path of [...DEVELOPER_PAGES, ...ADMIN_PAGES, `/earnings/${lastMonth()}`]) {
    test(`is sent from ${path} to the sign-in page`, async ({ page }) => {
      await page.goto(path);
      await expect(page).toHaveURL(/\/sign-in/);
      await expect(page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
    });
  }

  test("gets no statement as a file", async ({ request }) => {
    for (const file of ["statement.csv", "statement.pdf"]) {
      const answer = await request.get(`/earnings/${lastMonth()}/${file}`);
      expect(answer.headers()["content-type"], file).toContain("text/html");
      expect(answer.url(), file).toContain("/sign-in");
    }
  });

  test("gets nothing from the API", async ({ request }) => {
    for (const path of ["/api/v1/earnings?from=2026-01&to=2026-02", "/api/v1/payouts"]) {
      expect((await request.get(path)).status()).toBe(401);
    }
    const posted = await request.post("/api/v1/events", { data: { events: [] } });
    expect(posted.status()).toBe(401);
  });
});

test.describe("a developer", () => {
  test("is kept out of every admin page", async ({ page, world }) => {
    const { name } = await makeDeveloper(world, "Access Alder");
    await signInAs(page, name);
    for (const path of ADMIN_PAGES) {
      const response = await page.goto(path);
      expect(response?.status(), path).toBe(403);
    }
  });

  test("sees their own earnings, whatever the address says", async ({ page, world }) => {
    const mine = await makeDeveloper(world, "Access Birch");
    const other = await makeDeveloper(world, "Access Cedar");
    const at = noonOf(lastMonth(), 5);
    await record(world, mine, [{ externalId: "access-mine", amount: 1_000, at }]);
    await record(world, other, [{ externalId: "access-other", amount: 987_600, at }]);
    await signInAs(page, mine.name);
    const queries = [`developerId=${other.id}`, `developer=${other.id}`];
    for (const query of queries) {
      await page.goto(`/earnings/${lastMonth()}?${query}`);
      await expect(page.getByRole("main")).toContainText("€7.00");
      await expect(page.getByRole("main")).not.toContainText(other.pluginName);
      await expect(page.getByRole("main")).not.toContainText("6,913.20");
    }
  });
});

test.describe("an admin without a developer", () => {
  test("is told that developer pages are for developers", async ({ page, world }) => {
    await makeAdmin(world, "Finance One");
    await signInAs(page, "Finance One");
    await page.goto("/earnings");
    await expect(page.getByRole("heading", { name: "No access" })).toBeVisible();
  });
});
