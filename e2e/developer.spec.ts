import { previousPeriod } from "@/lib/domain/period";
import { periodName } from "@/lib/domain/words/period-words";
import { lastMonth, makeDeveloper, noonOf, record } from "./support/marketplace";
import { signInAs, signInByClick } from "./support/people";
import { expect, test } from "./support/world";

const EMPTY_PAGES = [
  ["/earnings", "No sales yet"],
  ["/payouts", "No payouts yet"],
  ["/connect", "Not connected yet"],
] as const;

test.describe("a developer", () => {
  test("follows a figure from the chart down to the single sale", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Story Juniper");
    const period = lastMonth();
    await record(world, developer, [
      { externalId: "story-sale-1", amount: 4_999, at: noonOf(period, 3) },
      { externalId: "story-sale-2", amount: 4_999, at: noonOf(period, 4) },
      { externalId: "story-free", amount: 0, at: noonOf(period, 4) },
      { externalId: "story-usd", amount: 1_000, currency: "usd", at: noonOf(period, 6) },
    ]);
    const refund = { kind: "refund", amount: 999, at: noonOf(period, 8) } as const;
    await record(world, developer, [
      { externalId: "story-refund", correctsId: "story-sale-1", ...refund },
    ]);

    await signInByClick(page, developer.name);
    await expect(page.getByRole("heading", { name: "Earnings", exact: true })).toBeVisible();
    // 34.99 + 34.99 − 6.99: the refund takes back its part at the sale's own rate.
    await expect(page.getByRole("main")).toContainText("€62.99");
    await expect(page.getByRole("main")).toContainText("$7.00");
    const months = page.getByRole("table", { name: "Earnings by month" }).first();
    await months.getByRole("link", { name: new RegExp(periodName(period)) }).click();

    await expect(page).toHaveURL(new RegExp(`/earnings/${period}`));
    await expect(page.getByRole("main")).toContainText(developer.pluginName);
    await expect(page.getByRole("main")).toContainText("Opening balance");
    for (const [file, beginning] of [
      ["CSV", "\ufeffline,currency,"],
      ["PDF", "%PDF-"],
    ] as const) {
      const href = await page.getByRole("link", { name: `Download ${file}` }).getAttribute("href");
      const answer = await page.request.get(href ?? "");
      expect((await answer.body()).toString().startsWith(beginning), file).toBe(true);
    }
    await page.getByRole("link", { name: "Your share of sales" }).first().click();
    await expect(page.getByRole("main")).toContainText("story-sale-1");
    await expect(page.getByRole("main")).toContainText("story-refund");
  });

  test("keeps the chosen months in the address", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Story Larch");
    const before = previousPeriod(lastMonth());
    await record(world, developer, [
      { externalId: "range-1", amount: 1_000, at: noonOf(lastMonth(), 3) },
    ]);
    await signInAs(page, developer.name);
    await page.goto(`/earnings?from=${before}&to=${lastMonth()}`);
    await expect(page.getByRole("main")).toContainText("€7.00");
    await page.goto(`/earnings?from=${before}&to=${before}`);
    await expect(page.getByRole("main")).not.toContainText("€7.00 of");
    await page.reload();
    await expect(page).toHaveURL(new RegExp(`from=${before}&to=${before}`));
  });

  test("without any sale is told what will fill the pages", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Story Maple");
    await signInAs(page, developer.name);
    for (const [path, words] of EMPTY_PAGES) {
      await page.goto(path);
      await expect(page.getByText(words)).toBeVisible();
    }
  });
});
