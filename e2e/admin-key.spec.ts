import { makeAdmin, makeDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

const EMAIL = "key.karla@marketplace.example";

test("an admin makes a key that holds payouts in their name, and ends with their role", async ({
  page,
  request,
  world,
}) => {
  const developer = await makeDeveloper(world, "Held Hanna");
  await makeAdmin(world, "Key Karla");
  await signInAs(page, "Key Karla");
  const { sql } = world.deps.db;
  const hold = (key: string, method: "PUT" | "DELETE") =>
    request.fetch(`/api/v1/developers/${developer.id}/hold`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(method === "PUT" ? { data: { reason: "A dispute" } } : {}),
    });

  const key =
    await test.step("the page says how dangerous it is, and shows the key once", async () => {
      await page.goto("/admin/settings");
      const form = page.getByRole("form", { name: "Create a key" });
      await expect(form).toContainText("whoever holds such a key is you, without signing in");
      await form.getByRole("textbox", { name: "Name" }).fill("watchdog");
      await form.getByRole("checkbox", { name: "Place and lift holds" }).check();
      await form.getByRole("checkbox", { name: "Prepare and cancel runs" }).check();
      await form.getByRole("button", { name: "Create the key" }).click();
      const shown = form.getByRole("status").getByText(/^rmt_[0-9a-f]{10}_[0-9a-f]{64}$/);
      const made = (await shown.textContent()) ?? "";
      await expect(page.getByRole("row", { name: /watchdog/ })).toContainText(`as ${EMAIL}`);
      return made;
    });

  await test.step("the key places a hold and lifts it, without a body, and is in the log", async () => {
    expect((await hold(key, "PUT")).status()).toBe(200);
    expect((await hold(key, "PUT")).status()).toBe(409);
    expect((await hold(key, "DELETE")).status()).toBe(200);
    const cancel = await request.post(`/api/v1/runs/${crypto.randomUUID()}/cancel`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect((await cancel.json()).code).toBe("unknown_run");
    await page.goto("/admin/audit?action=hold.lift");
    await expect(page.getByText(`${EMAIL} through key watchdog`).first()).toBeVisible();
  });

  await test.step("nothing of it is left when its maker is no admin any more", async () => {
    await sql`update users set role = 'user' where email = ${EMAIL}`;
    const refused = await hold(key, "PUT");
    expect([refused.status(), (await refused.json()).code]).toEqual([403, "no_admin_any_more"]);
    await sql`update users set role = 'admin' where email = ${EMAIL}`;
  });
});
