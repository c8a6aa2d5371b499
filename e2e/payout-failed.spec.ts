import { expectAccessible } from "./support/accessibility";
import { makeAdmin, makeDeveloper, noonOf, onboard, record } from "./support/marketplace";
import { approve, findOpenMonth, prepareFor, runPath } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, test } from "./support/world";

test("an admin reads why a payout failed and what to do, and retries it to one transfer", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Failed Fern");
  await makeAdmin(world, "Finance One");
  await onboard(world, developer);
  const period = await findOpenMonth(world);
  await record(world, developer, [
    { externalId: "failed-1", amount: 2_000, at: noonOf(period, 5) },
  ]);
  await world.simulator.fund("eur", 1_400);
  await world.simulator.addFault({
    ...{ method: "POST", path: "^/v1/transfers$", mode: "status_before", status: 400 },
    times: 2,
    headers: { "request-id": "req_closed" },
    body: { error: { type: "invalid_request_error", code: "account_closed", message: "Closed" } },
  });
  const runId = await prepareFor(world, developer, period);
  await approve(world, runId);

  await signInAs(page, "Finance One");
  await page.goto(runPath(period, runId));
  const row = page
    .getByRole("table", { name: "Payouts of this run" })
    .getByRole("row", { name: /Failed Fern/ });
  await expect(row).toContainText("The Stripe account that it was to go to is closed.", {
    timeout: 60_000,
  });
  await expect(row).toContainText("The developer connects a new Stripe account, then retry.");
  await expect(page.getByText("1 payout failed: €14.00 still owed")).toBeVisible();
  await expectAccessible(page);
  const { transfers: before } = await world.simulator.state();
  expect(before.filter(({ metadata }) => metadata.developer_id === developer.id)).toEqual([]);

  await row.getByRole("link", { name: "Open the payout" }).click();
  await expect(page.getByRole("main")).toContainText("connects a new Stripe account, then retry.");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Try €14.00 again" }).click();
  // Seen without a reload: the page goes on while the payout does.
  await expect(page.getByRole("main")).toContainText("Attempt 2: not made", { timeout: 60_000 });
  await page.goto(runPath(period, runId));
  await row.getByRole("button", { name: "Retry", exact: true }).click();
  await expect(page.getByText("1 payout paid: €14.00")).toBeVisible({ timeout: 60_000 });
  await expect(row).toContainText("Paid");
  await expect(page.getByRole("button", { name: /Retry/ })).toHaveCount(0);
  const { transfers } = await world.simulator.state();
  const own = transfers.filter(({ metadata }) => metadata.developer_id === developer.id);
  expect(own.map(({ amount, currency }) => ({ amount, currency }))).toEqual([
    { amount: 1_400, currency: "eur" },
  ]);
});
