import { makeAdmin, makeDeveloper, noonOf, onboard, record } from "./support/marketplace";
import { approve, findOpenMonth, prepareFor, runPath } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

test("an admin takes back what was not sent, and the money is owed again", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Canceled Clover");
  await makeAdmin(world, "Finance One");
  const account = await onboard(world, developer);
  const period = await findOpenMonth(world);
  await record(world, developer, [
    { externalId: "canceled-1", amount: 3_000, at: noonOf(period, 5) },
  ]);
  await signInAs(page, "Finance One");

  await test.step("before it was approved", async () => {
    await page.goto(runPath(period, await prepareFor(world, developer, period)));
    await page.getByRole("button", { name: "Cancel this run" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("1 payout · €21.00");
    await dialog.getByRole("button", { name: "Cancel 1 payout" }).click();
    await expect(page.getByText("This run was canceled")).toBeVisible();
    const unpaid = page.getByRole("row", { name: /Canceled Clover/ });
    await expect(unpaid.first()).toContainText("€21.00");
  });

  await test.step("after it was approved, when Stripe did not take it", async () => {
    const runId = await prepareFor(world, developer, period);
    await world.simulator.setCapability(account, "restricted");
    await approve(world, runId);
    await page.goto(runPath(period, runId));
    await expect(page.getByText("1 payout failed: €21.00 still owed")).toBeVisible({
      timeout: 60_000,
    });
    await page.getByRole("button", { name: "Cancel what was not sent" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("What is paid or on its way stays.");
    await dialog.getByRole("button", { name: "Cancel up to 1 payout" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("button", { name: /Retry/ })).toHaveCount(0);
  });

  const payouts = await world.deps.db.sql<{ state: string }[]>`
    select state::text from payouts where developer_id = ${developer.id}`;
  expect(payouts.map(({ state }) => state)).toEqual(["canceled", "canceled"]);
  const { transfers } = await world.simulator.state();
  expect(transfers.filter(({ metadata }) => metadata.developer_id === developer.id)).toEqual([]);
  await page.context().clearCookies();
  await signInAs(page, developer.name);
  await page.goto("/payouts");
  await expect(page.getByRole("main")).toContainText("€21.00");
});
