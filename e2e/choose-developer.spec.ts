import { expectAccessible } from "./support/accessibility";
import { makeDeveloper, record } from "./support/marketplace";
import { signInByClick } from "./support/people";
import { expect, test } from "./support/world";

test("somebody who belongs to two developers changes between them, and to no other", async ({
  page,
  world,
}) => {
  const first = await makeDeveloper(world, "Choice Acacia");
  const second = await makeDeveloper(world, "Choice Beech");
  const foreign = await makeDeveloper(world, "Choice Cypress");
  // The month that runs is closed by nobody's story.
  const at = new Date(Date.now() - 1_000);
  await record(world, first, [{ externalId: "choice-1", amount: 1_000, at }]);
  await record(world, second, [{ externalId: "choice-2", amount: 2_000, at }]);
  await record(world, foreign, [{ externalId: "choice-3", amount: 3_000, at }]);
  await signInByClick(page, first.name);
  await expect(page.getByRole("main")).toContainText("€7.00");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await expect(page.getByRole("menuitem", { name: "Choose another developer" })).toHaveCount(0);
  await world.deps.db.sql`
    insert into members (user_id, developer_id, role)
    select user_id, ${second.id}, 'member' from members where developer_id = ${first.id}`;

  await page.reload();
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Choose another developer" }).click();
  await expect(page.getByRole("heading", { name: "Whose earnings?" })).toBeVisible();
  await expect(page.getByRole("button", { name: foreign.name })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: second.name }).click();
  await expect(page).toHaveURL(/\/earnings$/);
  await expect(page.getByRole("banner")).toContainText(second.name);
  await expect(page.getByRole("main")).toContainText("€14.00");

  // Asking for somebody else's is refused, and changes nothing.
  await page.goto("/choose-developer");
  const form = page.getByRole("listitem").filter({ hasText: first.name });
  await form
    .locator("input[name=developerId]")
    .evaluate((input: HTMLInputElement, id) => input.setAttribute("value", id), foreign.id);
  await form.getByRole("button").click();
  await expect(form.getByRole("alert")).toContainText("Choose one of your developers.");
  await page.goto("/earnings");
  await expect(page.getByRole("main")).toContainText("€14.00");
});

test("payouts are set up for the developer whose page it is, not for whom another tab chose since", async ({
  page,
  world,
}) => {
  const mine = await makeDeveloper(world, "Choice Dogwood");
  const others = await makeDeveloper(world, "Choice Elm");
  await signInByClick(page, mine.name);
  await world.deps.db.sql`
    insert into members (user_id, developer_id, role)
    select user_id, ${others.id}, 'owner' from members where developer_id = ${mine.id}`;
  await page.goto("/connect");
  const otherTab = await page.context().newPage();
  await otherTab.goto("/choose-developer");
  await otherTab.getByRole("button", { name: others.name }).click();
  await expect(otherTab.getByRole("banner")).toContainText(others.name);

  const told = "This was begun for another of your developers.";
  await page.getByRole("button", { name: "Set up payouts with Stripe" }).click();
  await expect(page.getByRole("main")).toContainText(told);
  for (const path of ["refresh", "return"]) {
    await page.goto(`/connect/${path}?developer=${mine.id}`);
    await expect(page).toHaveURL(/\/connect\?problem=other_developer$/);
    await expect(page.getByRole("main")).toContainText(told);
  }
  const accounts = await world.deps.db.sql`
    select 1 from connected_accounts where developer_id in (${mine.id}, ${others.id})`;
  expect(accounts).toHaveLength(0);
});
