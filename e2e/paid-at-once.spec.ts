import { trustedCurrency } from "@/lib/domain/currency";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { placeHold } from "@/lib/use-cases/place-hold";
import { recordCharge } from "@/lib/use-cases/record-charge";
import { setApprovalThreshold } from "@/lib/use-cases/set-approval-threshold";
import { expectFit } from "./support/accessibility";
import {
  ADMIN,
  makeAdmin,
  makeDeveloper,
  onboard,
  type TestDeveloper,
} from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test, type World } from "./support/world";

/** No other story has money in it, so a threshold here is nobody else's. */
const CURRENCY = "sek";
const THRESHOLD = { minor: 50_000n, currency: trustedCurrency(CURRENCY) };

test("a developer is paid sale by sale, above the threshold after an admin's approval", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Prompt Poplar");
  await onboard(world, developer);
  await setApprovalThreshold(world.deps, ADMIN, THRESHOLD);
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");
  const pay = (amount: number) => payFor(world, developer.pluginId, amount);

  await test.step("once an admin says so", async () => {
    await page.goto(`/admin/developers/${developer.id}`);
    await page.getByRole("button", { name: "Pay sale by sale" }).click();
    const dialog = page.getByRole("dialog", { name: "Pay their sales one by one?" });
    await dialog.getByRole("button", { name: "Pay sale by sale" }).click();
    await expect(page.getByRole("button", { name: "Pay month by month" })).toBeVisible();
    await expectFit(page);
  });

  await test.step("from the sale's own charge, by itself", async () => {
    const charge = await pay(10_000);
    await expectStatus(page, charge, "Paid");
    await expectFit(page);
    await page.getByRole("link", { name: charge }).click();
    await expect(page.getByRole("main")).toContainText("the instant schedule");
  });

  await test.step("and a large one when an admin has approved it", async () => {
    const charge = await pay(100_000);
    await expectStatus(page, charge, "Ready");
    await page.getByRole("link", { name: charge }).first().click();
    await page.getByRole("button", { name: /^Approve/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Approve/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("heading", { name: "Waits for your approval" })).toBeHidden();
    await expectStatus(page, charge, "Paid");
  });

  await test.step("and not while on hold, which is told of the sale for good", () =>
    leaveOne(page, world, developer));

  await test.step("as the developer sees", async () => {
    await page.context().clearCookies();
    await signInAs(page, developer.name);
    await page.goto("/payouts");
    const main = page.getByRole("main");
    await expect(main).toContainText("Your sales are paid at once");
    await expect(main).toContainText("one sale, because the marketplace had put your payouts on");
    await expectFit(page);
    await page
      .getByRole("link", { name: /one sale/ })
      .first()
      .click();
    await expect(main).toContainText("Your share of one sale");
    await expectFit(page);
  });
});

/** Paid while on hold, so it is left; the hold is lifted, and the sale still says so. */
async function leaveOne(page: Page, world: World, developer: TestDeveloper): Promise<void> {
  const { id: developerId, pluginId } = developer;
  await placeHold(world.deps, ADMIN, { developerId, reason: "A dispute" });
  const charge = await payFor(world, pluginId, 20_000);
  await expectStatus(page, charge, "because their payouts were on hold");
  await liftHold(world.deps, ADMIN, developerId);
  await expectFit(page);
  await page.getByRole("link", { name: charge }).click();
  await expect(page.getByRole("main")).toContainText("because their payouts were on hold");
  await expectFit(page);
}

/** The worker works by itself; the page is read again until it has. */
async function expectStatus(page: Page, charge: string, status: string): Promise<void> {
  await expect(async () => {
    await page.goto("/admin/payouts");
    const row = page.getByRole("row").filter({ hasText: charge });
    await expect(row.first()).toContainText(status, { timeout: 1_000 });
  }).toPass();
}

/** A customer pays, and Remit hears of it. Returns the charge's id. */
async function payFor({ deps, simulator }: World, plugin: string, amount: number): Promise<string> {
  const metadata = { remit_plugin_id: plugin };
  const charge = { amount, currency: CURRENCY, availableInSeconds: 86_400, metadata };
  const { id } = await simulator.charge(charge);
  await recordCharge(deps, id);
  return id;
}
