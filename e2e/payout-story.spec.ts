import type { Browser } from "@playwright/test";
import { findWaitingRun } from "@/db/queries/runs";
import type { Period } from "@/lib/domain/period";
import { periodName } from "@/lib/domain/words/period-words";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { verify } from "@/lib/use-cases/verify";
import { expectAccessible } from "./support/accessibility";
import {
  ADMIN,
  closeThrough,
  lastMonth,
  makeAdmin,
  makeDeveloper,
  noonOf,
  onboard,
  record,
  type TestDeveloper,
} from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test, type World } from "./support/world";

// Closes the last month and pays everybody whom the other stories left ready, so this file comes
// after them by its name, and counts only its own developers.
test.describe.configure({ mode: "serial" });

test.describe("paying a month", () => {
  const period = lastMonth();
  let paid: TestDeveloper;
  let waiting: TestDeveloper;

  test.beforeAll(async ({ world }) => {
    paid = await makeDeveloper(world, "Payout Paid");
    waiting = await makeDeveloper(world, "Payout Waiting");
    await makeAdmin(world, "Finance One");
    await makeAdmin(world, "Finance Two");
    await onboard(world, paid);
    await world.simulator.fund("eur", 10_000_000);
    await world.simulator.fund("usd", 10_000_000);
    await recordMonth(world, period, paid, waiting);
  });

  test("begins with closing it, after a word about what that means", async ({ page }) => {
    await signInAs(page, "Finance One");
    await page.goto("/admin/periods");
    await expectAccessible(page);
    await page.getByRole("link", { name: new RegExp(periodName(period)) }).click();
    await page.getByRole("button", { name: `Close ${periodName(period)}` }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("A closed month cannot be opened again.");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: `Close ${periodName(period)}` }).click();
    await expect(page.getByText(/Closed by .*finance\.one/)).toBeVisible();
  });

  test("previews every payout and every skip before anything is sent", async ({ page, world }) => {
    await signInAs(page, "Finance One");
    await page.goto(`/admin/periods/${period}`);
    await page.getByRole("button", { name: /^Prepare \d+ payouts?/ }).click();
    await expect(page.getByRole("heading", { name: /^Preview: \d+ payouts?/ })).toBeVisible();
    const payouts = page.getByRole("table", { name: "Payouts of this run" });
    await expect(payouts.getByRole("row", { name: /Payout Paid/ })).toContainText("€105.00");
    const skips = page.getByRole("table", { name: "Balances that are not paid, and why" });
    await expect(skips.getByRole("row", { name: /Payout Waiting/ })).toContainText("€14.00");
    await expectAccessible(page);
    expect(await transfersTo(world, paid)).toHaveLength(0);
  });

  test("F27: sends one transfer when two admins approve at the same moment", async ({
    browser,
    world,
  }) => {
    await prepareIfNeeded(world, period);
    const pages = await Promise.all([
      openPreview(browser, "Finance One", period),
      openPreview(browser, "Finance Two", period),
    ]);
    await Promise.all(
      pages.map((page) =>
        page
          .getByRole("dialog")
          .getByRole("button", { name: /^Approve \d+ payouts?/ })
          .click(),
      ),
    );
    const refusals = pages.map((page) =>
      page.getByRole("alert").filter({ hasText: "Nothing is paid twice" }),
    );
    await expect(async () => {
      const shown = await Promise.all(refusals.map((refusal) => refusal.count()));
      expect(shown.toSorted()).toEqual([0, 1]);
    }).toPass();
    const winner = (await refusals[0]?.count()) === 0 ? pages[0] : pages[1];
    await expect(winner.getByText(/^\d+ payouts? paid: €/)).toBeVisible({ timeout: 60_000 });
    await expectAccessible(winner);
    expect(await transfersTo(world, paid)).toHaveLength(1);
    for (const page of pages) await page.context().close();
  });

  test("shows the developer what was paid and the other one why not", async ({ page, world }) => {
    await signInAs(page, paid.name);
    await page.goto("/payouts");
    const row = page.getByRole("row", { name: new RegExp(periodName(period)) });
    await expect(row).toContainText("€105.00");
    await expect(row).toContainText("Paid");
    await expectAccessible(page);
    await row.getByRole("link").click();
    await expect(page.getByRole("heading", { name: "€105.00" })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`/earnings/${period}`);
    await expectAccessible(page);

    await page.context().clearCookies();
    await signInAs(page, waiting.name);
    await page.goto("/payouts");
    await expect(page.getByRole("main")).toContainText(
      /€14\.00, earned through [A-Z][a-z]+ \d{4}, is not paid yet: you have not connected/,
    );
    await expect(page.getByText("No payouts yet")).toBeVisible();
    expect(await transfersTo(world, waiting)).toHaveLength(0);
  });

  test("tells an admin on the developer's page what was not paid, and whose turn it is", async ({
    page,
  }) => {
    await signInAs(page, "Finance One");
    await page.goto(`/admin/developers/${waiting.id}`);
    const months = page.getByRole("table", { name: "Months that were not paid, newest first" });
    const row = months.getByRole("row", { name: new RegExp(periodName(period)) });
    await expect(row).toContainText("€14.00");
    await expect(row).toContainText("It is their turn.");
    await expectAccessible(page);
  });

  test("hides one developer's payout from another", async ({ page, world }) => {
    const [payout] = await world.deps.db.sql<{ id: string }[]>`
      select id from payouts where developer_id = ${paid.id}`;
    await signInAs(page, waiting.name);
    await page.goto(`/payouts/${payout?.id}`);
    await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText("105.00");
  });

  test("leaves books that hold every invariant", async ({ world }) => {
    const { checks } = await verify(world.deps);
    expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
    expect(await world.simulator.check()).toEqual({ isConserved: true, problems: [] });
    expect((await world.simulator.contract()).violations).toEqual([]);
  });
});

/** 150.00 of sales for the one who is paid, 20.00 for the one who is not onboarded. */
async function recordMonth(
  world: World,
  period: Period,
  paid: TestDeveloper,
  waiting: TestDeveloper,
): Promise<void> {
  const at = noonOf(period, 10);
  await record(world, paid, [
    { externalId: "payout-sale", amount: 20_000, at },
    { externalId: "payout-free", amount: 0, at },
  ]);
  const refund = { kind: "refund", amount: 5_000, at: noonOf(period, 12) } as const;
  await record(world, paid, [
    { externalId: "payout-refund", correctsId: "payout-sale", ...refund },
  ]);
  await record(world, waiting, [{ externalId: "payout-waits", amount: 2_000, at }]);
}

/** Whoever runs the next story alone, by its row, has not closed and prepared in the browser. */
async function prepareIfNeeded(world: World, period: Period): Promise<void> {
  if (await findWaitingRun(world.deps.db, { period })) return;
  await closeThrough(world, period);
  await prepareRun(world.deps, ADMIN, { period });
}

/** A browser of its own with the approval's dialog open. */
async function openPreview(browser: Browser, admin: string, period: Period): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signInAs(page, admin);
  await page.goto(`/admin/periods/${period}`);
  await page.getByRole("button", { name: /^Approve \d+ payouts?/ }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  return page;
}

async function transfersTo({ simulator }: World, developer: TestDeveloper) {
  const { transfers } = await simulator.state();
  return transfers.filter((transfer) => transfer.metadata.developer_id === developer.id);
}
