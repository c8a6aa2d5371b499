import { makeAdmin, makeDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

test.describe("a page that is refused", () => {
  test("has one frame and says 404 for what a developer does not have", async ({ page, world }) => {
    const { name } = await makeDeveloper(world, "Refused Rowan");
    await signInAs(page, name);
    for (const path of [
      "/earnings/2026-13",
      "/earnings/2026-01/events?currency=nonsense",
      "/payouts/nothing",
      "/payouts/7f6f2b66-94ba-4f0e-8d5e-3a51a3a6a6a1",
    ]) {
      await expectRefusal(page, path, 404, "Not found");
    }
  });

  test("has one frame and says 403 for a developer at the finance desk", async ({
    page,
    world,
  }) => {
    const { name } = await makeDeveloper(world, "Refused Rowan");
    await signInAs(page, name);
    for (const path of ["/admin/periods", "/admin/health", "/admin/developers/nobody"]) {
      await expectRefusal(page, path, 403, "No access");
    }
  });

  test("has one frame and says 404 for what the finance desk does not have", async ({
    page,
    world,
  }) => {
    await makeAdmin(world, "Finance One");
    await signInAs(page, "Finance One");
    for (const path of ["/admin/periods/2026-13", "/admin/developers/nobody", "/admin/nothing"]) {
      await expectRefusal(page, path, 404, "Not found");
    }
  });

  test("has one frame and says 403 for an admin without a developer", async ({ page, world }) => {
    await makeAdmin(world, "Finance One");
    await signInAs(page, "Finance One");
    for (const path of ["/earnings", "/payouts", "/plugins", "/connect", "/earnings/2026-01"]) {
      await expectRefusal(page, path, 403, "No access");
    }
  });
});

test("F28: a button on a page that was opened before one's role was taken away does nothing: 403", async ({
  page,
  world,
}) => {
  const email = await makeAdmin(world, "Former Fern");
  await signInAs(page, "Former Fern");
  await page.goto("/admin/settings");
  const form = page.getByRole("form", { name: "Create a key" });
  await form.getByRole("textbox", { name: "Name" }).fill("made too late");
  await form.getByRole("checkbox", { name: "Place and lift holds" }).check();
  const { sql } = world.deps.db;
  await sql`update users set role = 'user' where email = ${email}`;
  const answered = page.waitForResponse((answer) => answer.request().method() === "POST");
  await form.getByRole("button", { name: "Create the key" }).click();
  expect((await answered).status()).toBe(403);
  await expect(page.getByRole("heading", { name: "No access", exact: true })).toBeVisible();
  expect(await sql`select id from api_keys where name = 'made too late'`).toEqual([]);
});

async function expectRefusal(page: Page, path: string, status: number, heading: string) {
  const response = await page.goto(path);
  expect.soft(response?.status(), path).toBe(status);
  await expect(page.getByRole("heading", { name: heading, exact: true }), path).toHaveCount(1);
  expect.soft(await page.getByRole("main").count(), `frames of ${path}`).toBe(1);
  expect.soft(await page.getByRole("banner").count(), `top lines of ${path}`).toBe(1);
}
