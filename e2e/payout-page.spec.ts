import { cancelRun } from "@/lib/use-cases/cancel-run";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { expectFit } from "./support/accessibility";
import { ADMIN, makeDeveloper, noonOf, onboard, record } from "./support/marketplace";
import { approve, findOpenMonth, prepareFor } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

test("a developer follows a payout that was canceled, failed and was paid in the end", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Payout Poplar");
  const account = await onboard(world, developer);
  await world.simulator.fund("eur", 100_000);
  const period = await findOpenMonth(world);
  await record(world, developer, [{ externalId: "page-1", amount: 4_000, at: noonOf(period, 5) }]);
  await signInAs(page, developer.name);

  await test.step("canceled: nothing is held by it", async () => {
    const runId = await prepareFor(world, developer, period);
    await openPayout(page, "Ready");
    await expect(page.getByRole("main")).toContainText("Next: the marketplace approves it");
    const canceled = await cancelRun(world.deps, ADMIN, runId);
    expect(canceled.ok).toBe(true);
    await page.reload();
    await expect(page.getByRole("main")).toContainText("the money went back to the balance");
    await expect(page.getByText("Nothing is held by it.")).toBeVisible();
    await expectFit(page);
  });

  const runId = await prepareFor(world, developer, period);
  await test.step("failed: why, and whose turn it is", async () => {
    await world.simulator.setCapability(account, "restricted");
    await approve(world, runId);
    await expect(async () => {
      await openPayout(page, "Failed");
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole("main")).toContainText(/Stripe .*transfers/);
    await expect(page.getByRole("main")).toContainText(
      "Next: the marketplace retries or cancels it",
    );
    await expectFit(page);
  });

  await test.step("paid: with the transfer and what it is made of", async () => {
    await world.simulator.setCapability(account, "active");
    await expect(async () => {
      await retryPayouts(world.deps, ADMIN, { runId });
      await openPayout(page, "Paid");
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole("main")).toContainText(/tr_\w+/);
    const parts = page.getByRole("table", { name: "What the payout is made of" });
    await expect(parts.getByRole("row", { name: /Payout Poplar Plugin/ })).toContainText("€28.00");
    await expectFit(page);
  });
});

/** From the list, as a developer goes there. */
async function openPayout(page: Page, state: string): Promise<void> {
  await page.goto("/payouts");
  const row = page.getByRole("row").filter({ has: page.getByRole("cell", { name: state }) });
  await expect(row).toBeVisible({ timeout: 5_000 });
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "€28.00" })).toBeVisible();
}
