import { expectAccessible } from "./support/accessibility";
import { makeAdmin, makeDeveloper, noonOf, onboard, record } from "./support/marketplace";
import { approve, findOpenMonth, prepareFor, runPath } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

test("a run waits for money in the Stripe balance, says how much, and goes on after a top-up", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Paused Petra");
  await makeAdmin(world, "Finance One");
  await onboard(world, developer);
  const period = await findOpenMonth(world);
  // Nobody has put dollars into the marketplace's Stripe balance.
  await record(world, developer, [
    { externalId: "paused-1", amount: 2_000, currency: "usd", at: noonOf(period, 5) },
  ]);
  const runId = await prepareFor(world, developer, period);
  await approve(world, runId);

  await signInAs(page, "Finance One");
  await page.goto(runPath(period, runId));
  await expect(page.getByText("Paused: $14.00 more is needed in the Stripe balance")).toBeVisible({
    timeout: 60_000,
  });
  await expect(
    page.getByText(/1 payout waits for \$14\.00, and \$0\.00 was available/),
  ).toBeVisible();
  const row = page
    .getByRole("table", { name: "Payouts of this run" })
    .getByRole("row", { name: /Paused Petra/ });
  await expect(row).toContainText("It waits until the marketplace’s Stripe balance covers it");
  await expectAccessible(page);

  await world.simulator.fund("usd", 1_000);
  await page.getByRole("button", { name: "Check again now" }).click();
  const answer = page.getByRole("alert").filter({ hasText: "$4.00 more is needed" });
  await expect(answer).toBeVisible();

  await world.simulator.fund("usd", 400);
  await page.getByRole("button", { name: "Check again now" }).click();
  await expect(page.getByText("1 payout paid: $14.00")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/^Paused:/)).toHaveCount(0);
  const { transfers } = await world.simulator.state();
  const own = transfers.filter(({ metadata }) => metadata.developer_id === developer.id);
  expect(own.map(({ amount, currency }) => ({ amount, currency }))).toEqual([
    { amount: 1_400, currency: "usd" },
  ]);
});
