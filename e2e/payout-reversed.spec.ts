import { periodOf, UTC } from "@/lib/domain/period";
import { periodName } from "@/lib/domain/words/period-words";
import { expectFit } from "./support/accessibility";
import { makeAdmin, makeDeveloper, noonOf, onboard, record } from "./support/marketplace";
import { approve, findOpenMonth, prepareFor, runPath } from "./support/payouts";
import { signInAs } from "./support/people";
import { expect, type Page, test } from "./support/world";

const REASON = "Two sales were refunded outside the store";

test("an admin takes a part of a payout back, once, and the developer reads why", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Reversed Rowan");
  await makeAdmin(world, "Finance One");
  await onboard(world, developer);
  await world.simulator.fund("eur", 100_000);
  const period = await findOpenMonth(world);
  await record(world, developer, [
    { externalId: "reversed-1", amount: 4_000, at: noonOf(period, 5) },
  ]);
  const runId = await prepareFor(world, developer, period);
  await approve(world, runId);
  await signInAs(page, "Finance One");
  await page.goto(runPath(period, runId));
  await expect(page.getByText("1 payout paid: €28.00")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("link", { name: "Open the payout" }).click();
  await expect(page.getByRole("heading", { name: "€28.00" })).toBeVisible();
  const second = await page.context().newPage();
  await second.goto(page.url());

  await open(page);
  await test.step("not before every field makes sense", () => enterNonsense(page));
  expect(await world.simulator.check()).toEqual({ isConserved: true, problems: [] });

  await test.step("once, on a double click and from a second window", async () => {
    await fill(page, { amount: "8.00", reason: REASON });
    await page.getByRole("button", { name: "Take €8.00 back" }).dblclick();
    const reversals = page.getByRole("table", { name: "Reversals of this payout" });
    await expect(reversals.getByRole("row")).toHaveCount(2);
    const row = reversals.getByRole("row", { name: new RegExp(REASON) });
    await expect(row).toContainText("Taken back");
    await expect(row).toContainText("finance.one@marketplace.example");
    await expect(row).toContainText("€8.00");
    await open(second);
    await takeBack(second, { amount: "8.00", reason: REASON });
    await expect(second.getByRole("alert").filter({ hasText: "was taken back" })).toContainText(
      "€20.00 is left",
    );
    await page.reload();
    await expect(reversals.getByRole("row")).toHaveCount(2);
    await open(page);
    await expect(page.getByText(/Up to €20\.00/)).toBeVisible();
    await expectFit(page);
    const { transfers } = await world.simulator.state();
    const own = transfers.filter(({ metadata }) => metadata.developer_id === developer.id);
    expect(own.map(({ amount_reversed }) => amount_reversed)).toEqual([800]);
  });

  await test.step("read by the developer", () => readWhy(page, developer.name));
});

type Wish = { readonly amount: string; readonly reason: string };

async function open(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByRole("dialog", { name: "Take this payout back?" })).toBeVisible();
}

async function fill(page: Page, { amount, reason }: Wish): Promise<void> {
  await page.getByRole("textbox", { name: "Amount in EUR" }).fill(amount);
  await page.getByRole("textbox", { name: "Reason" }).fill(reason);
}

/** By the button that names what is typed, if it can be read. */
async function takeBack(page: Page, wish: Wish): Promise<void> {
  await fill(page, wish);
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Take .+ back$/ })
    .click();
}

async function enterNonsense(page: Page): Promise<void> {
  const field = page.getByRole("textbox", { name: "Amount in EUR" });
  const reason = page.getByRole("textbox", { name: "Reason" });
  await takeBack(page, { amount: "28.00", reason: "" });
  await expect(reason).toBeFocused();
  await expect(reason).toHaveAccessibleDescription(/Say why: the developer reads it\./);
  await takeBack(page, { amount: "", reason: "" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(/Enter an amount\./);
  await expect(reason).toHaveAttribute("aria-invalid", "true");
  for (const amount of ["28.01", "a lot", "0", "-5", "1.234"]) {
    await takeBack(page, { amount, reason: REASON });
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute("aria-invalid", "true");
    await expect(field).toHaveValue(amount);
  }
  await expectFit(page);
}

async function readWhy(page: Page, developerName: string): Promise<void> {
  await page.context().clearCookies();
  await signInAs(page, developerName);
  await page.goto("/payouts");
  await page
    .getByRole("row", { name: /€28\.00/ })
    .getByRole("link")
    .click();
  await expect(page.getByRole("table", { name: "Reversals of this payout" })).toContainText(REASON);
  await expect(page.getByRole("main")).not.toContainText("finance.one");
  await expectFit(page);
  const today = periodOf(new Date(), UTC);
  await page.goto(`/earnings/${today}`);
  const main = page.getByRole("main");
  await expect(main).toContainText(periodName(today));
  await expect(main).toContainText(/Taken back, owed again.*€8\.00/);
  await expectFit(page);
}
