import { trustedCurrency } from "@/lib/domain/currency";
import { money } from "@/lib/domain/money";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import { expectFit } from "./support/accessibility";
import { ADMIN, makeAdmin, makeDeveloper, record, type TestDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test, type World } from "./support/world";

test("rates and rules are set with their effect in sight, and who owes reads why", async ({
  page,
  world,
}) => {
  const developer = await makeDeveloper(world, "Ruled Rowan");
  await owe(world, developer);
  await makeAdmin(world, "Finance One");
  await signInAs(page, "Finance One");

  await test.step("when months are paid, far ahead of any other story", () => setRule(page));
  await test.step("a rate, after its effect was shown", () => addRate(page, developer));

  await test.step("why a developer owes, to the admin and to them", async () => {
    await page.goto(`/admin/developers/${developer.id}`);
    await expectDebt(page, "They owe the marketplace €5.00");
    await page.context().clearCookies();
    await signInAs(page, developer.name);
    await page.goto("/payouts");
    await expectDebt(page, "You owe the marketplace €5.00");
    await expectFit(page);
  });
});

/** A sale of 10.00 that was given back, and a debit of 5.00. */
async function owe(world: World, developer: TestDeveloper): Promise<void> {
  const at = new Date();
  const sale = `${developer.id}-sale`;
  await record(world, developer, [{ externalId: sale, amount: 1_000, at }]);
  const refund = { externalId: `${sale}-refund`, kind: "refund", correctsId: sale } as const;
  await record(world, developer, [{ ...refund, amount: 1_000, at }]);
  const result = await adjustBalance(world.deps, ADMIN, {
    ...{ externalId: `${sale}-fee`, developerId: developer.id, pluginId: developer.pluginId },
    ...{ amount: money(-500n, trustedCurrency("eur")), reason: "fee", note: "A chargeback" },
  });
  if (!result.ok) throw new Error(result.problem.kind);
}

async function setRule(page: Page): Promise<void> {
  await page.goto("/admin/settings");
  const form = page.getByRole("form", { name: "Change when months are paid" });
  const set = form.getByRole("button", { name: "Set the rule" });
  const days = form.getByRole("textbox", { name: "Holding days" });
  for (const text of ["", "181"]) {
    await days.fill(text);
    await set.click();
    await expect(days).toHaveAccessibleDescription(/whole number of days from 0 to 180/);
    await expect(days).toHaveValue(text);
  }
  await days.fill("14");
  await form.getByRole("combobox", { name: "Pay below the minimum" }).selectOption("12");
  await form.getByLabel("From the run of").fill("2098-03");
  await set.click();
  await expect(form.getByRole("status")).toContainText(
    "From March 2098 on a month is paid after 14 days, and below the minimum in the run of December.",
  );
  const rules = page.getByRole("table", { name: "When months are paid, newest rule first" });
  await expect(rules.getByRole("row").nth(1)).toContainText(
    /March 2098 Not yetAfter 14 daysIn the run of December.*finance\.one@marketplace\.example/,
  );
}

async function addRate(page: Page, developer: TestDeveloper): Promise<void> {
  const form = page.getByRole("form", { name: "Add a rate" });
  await form.getByRole("combobox", { name: "For" }).selectOption("plugin");
  await form.getByRole("combobox", { name: "Plugin" }).selectOption(developer.pluginId);
  const share = form.getByRole("textbox", { name: "share in percent" });
  await share.fill("101");
  await form.getByRole("button", { name: "Preview the rate" }).click();
  await expect(share).toHaveAccessibleDescription(/percentage from 0 to 100/);
  await share.fill("85");
  await form.getByRole("button", { name: "Preview the rate" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    `Preview: 85% for ${developer.pluginName}`,
  );
  const main = page.getByRole("main");
  await expect(main).toContainText("nothing would have changed");
  await expectFit(page);
  await page.getByRole("button", { name: "Add the rate" }).click();
  await expect(page.getByRole("status")).toContainText("developers get 85%");
  await page.getByRole("button", { name: "Add the rate" }).click();
  await expect(main.getByRole("alert")).toContainText("there is this rate already");
  await page.getByRole("link", { name: "Settings", exact: true }).first().click();
  const rates = page.getByRole("table", { name: "Revenue shares, newest first" });
  await expect(rates.getByRole("row", { name: developer.pluginName })).toContainText("85%");
}

async function expectDebt(page: Page, title: string): Promise<void> {
  const main = page.getByRole("main");
  await expect(main).toContainText(title);
  await expect(main).toContainText(
    "€12.00 was taken back, €7.00 of unpaid earnings counts against it",
  );
  const causes = page.getByRole("table", { name: "What was taken back in EUR, largest first" });
  await expect(causes.getByRole("row")).toHaveCount(3);
  await expect(causes.getByRole("row").nth(1)).toContainText("Refund");
  await expect(causes.getByRole("row").nth(1)).toContainText("€10.00");
  await expect(causes.getByRole("row").nth(2)).toContainText("Fee: A chargeback");
}
