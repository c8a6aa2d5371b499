import { makeDeveloper, type TestDeveloper } from "./support/marketplace";
import { signInAs } from "./support/people";
import { expect, type Page, test, type World } from "./support/world";

const ENDINGS = [
  {
    outcome: "finished",
    banner: "You finished. Stripe takes transfers to your account.",
    headline: "Ready to be paid",
  },
  {
    outcome: "incomplete",
    banner: "You came back before everything was filled in.",
    headline: "Stripe needs more from you",
  },
  {
    outcome: "under_review",
    banner: "Everything was sent. Stripe is checking it now.",
    headline: "Stripe is checking your details",
  },
  {
    outcome: "rejected",
    banner: "You came back, and Stripe rejected the account.",
    headline: "Stripe does not accept this account",
  },
] as const;

test.describe("onboarding", () => {
  for (const { outcome, banner, headline } of ENDINGS) {
    test(`that ends ${outcome} comes back and says where things stand`, async ({ page, world }) => {
      const developer = await makeDeveloper(world, `Onboarding ${outcome.replace("_", " ")}`);
      await startSetup(page, developer);
      await endSetup(page, outcome);
      await expect(page).toHaveURL(/\/connect/);
      await expect(page.getByText(banner)).toBeVisible();
      await expect(page.getByRole("heading", { name: headline, exact: true })).toBeVisible();
      expect(await accountsOf(world, developer)).toHaveLength(1);
    });
  }

  test("that was left half done goes on with the same account", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Onboarding Later");
    await startSetup(page, developer);
    await endSetup(page, "incomplete");
    await page.getByRole("button", { name: "Continue at Stripe" }).click();
    await endSetup(page, "finished");
    await expect(
      page.getByRole("heading", { name: "Ready to be paid", exact: true }),
    ).toBeVisible();
    expect(await accountsOf(world, developer)).toHaveLength(1);
  });

  test("that Stripe finishes reviewing is seen by checking the status", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Onboarding Reviewed");
    await startSetup(page, developer);
    await endSetup(page, "under_review");
    const [account] = await accountsOf(world, developer);
    if (!account) throw new Error("no account");
    await world.simulator.controlDelivery({ isHolding: true });
    await world.simulator.onboard(account.id, "finished");
    await expect(async () => {
      await page.getByRole("button", { name: "Check status" }).click();
      await expect(page.getByRole("heading", { name: "Ready to be paid" })).toBeVisible({
        timeout: 2_000,
      });
    }).toPass();
    await world.simulator.controlDelivery({ isHolding: false });
    await world.simulator.release();
  });

  test("from two tabs at the same moment makes one account", async ({ context, world }) => {
    const developer = await makeDeveloper(world, "Onboarding Twice");
    const first = await context.newPage();
    await signInAs(first, developer.name);
    const second = await context.newPage();
    const pages = [first, second];
    for (const page of pages) await page.goto("/connect");
    await Promise.all(
      pages.map((page) => page.getByRole("button", { name: "Set up payouts with Stripe" }).click()),
    );
    for (const page of pages) {
      await expect(page.getByRole("heading", { name: /Set up payouts for/ })).toBeVisible();
    }
    expect(await accountsOf(world, developer)).toHaveLength(1);
    await endSetup(first, "finished");
    await expect(
      first.getByRole("heading", { name: "Ready to be paid", exact: true }),
    ).toBeVisible();
  });

  test("by a double click makes one account", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Onboarding Hasty");
    await signInAs(page, developer.name);
    await page.goto("/connect");
    await page.getByRole("button", { name: "Set up payouts with Stripe" }).dblclick();
    await expect(page.getByRole("heading", { name: /Set up payouts for/ })).toBeVisible();
    expect(await accountsOf(world, developer)).toHaveLength(1);
  });

  test("with a link that was used already leads to a fresh one", async ({ page, world }) => {
    const developer = await makeDeveloper(world, "Onboarding Stale");
    await startSetup(page, developer);
    const used = page.url();
    await endSetup(page, "incomplete");
    await expect(page).toHaveURL(/\/connect/);
    await page.goto(used);
    await expect(page.getByRole("heading", { name: /Set up payouts for/ })).toBeVisible();
    expect(page.url()).not.toBe(used);
  });
});

async function startSetup(page: Page, developer: TestDeveloper): Promise<void> {
  await signInAs(page, developer.name);
  await page.goto("/connect");
  await expect(page.getByRole("heading", { name: "Not connected yet" })).toBeVisible();
  await page.getByRole("button", { name: "Set up payouts with Stripe" }).click();
  await expect(page.getByRole("heading", { name: /Set up payouts for/ })).toBeVisible();
}

/** The simulator's hosted page lets one choose how it ends. */
async function endSetup(page: Page, outcome: (typeof ENDINGS)[number]["outcome"]): Promise<void> {
  await page.locator(`input[name=outcome][value=${outcome}]`).check();
  await page.getByRole("button", { name: "Continue and return" }).click();
}

async function accountsOf({ simulator }: World, developer: TestDeveloper) {
  const { accounts } = await simulator.state();
  return accounts.filter((account) => account.metadata.developer_id === developer.id);
}
