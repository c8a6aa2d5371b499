import { expectAccessible } from "./support/accessibility";
import { lastMonth, makeDeveloper, noonOf, record } from "./support/marketplace";
import { startOwnWeb } from "./support/own-web";
import {
  ADMIN_EMAIL,
  expect,
  goToProvider,
  logIn,
  problemOn,
  type SignInWorld,
  test,
} from "./support/sign-in-world";
import type { Page, World } from "./support/world";

test.describe("an identity provider", () => {
  test("brings a developer to their earnings, the second time as well", async ({
    page,
    world,
    signIn,
  }) => {
    const developer = await makeDeveloper(world, "Signed Alder");
    await record(world, developer, [
      { externalId: "signed-alder", amount: 1_000, at: noonOf(lastMonth(), 5) },
    ]);
    addAccount(signIn, "alder", "Signed-Alder@developers.example");
    await goToProvider(page, signIn);
    await logIn(page, "alder");
    await expect(page).toHaveURL(`${signIn.url}/earnings`);
    await expect(page.getByRole("main")).toContainText("€7.00");

    await signOut(page);
    await page.goto("/earnings");
    await expect(page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
    await continueWithProvider(page, signIn);
    await expect(page).toHaveURL(`${signIn.url}/earnings`);
    expect(await usersOf(world, "signed-alder@developers.example")).toBe(1);
  });

  test("tells somebody without a developer so", async ({ page, signIn }) => {
    addAccount(signIn, "stranger", "stranger@sign-in.example");
    await goToProvider(page, signIn);
    await logIn(page, "stranger");
    await expect(
      page.getByText("You are signed in as stranger@sign-in.example, but no developer belongs"),
    ).toBeVisible();
    expect((await page.goto("/earnings"))?.status()).toBe(403);
    expect((await page.goto("/admin/periods"))?.status()).toBe(403);
  });

  test("gets nobody in whose address it does not vouch for", async ({ page, world, signIn }) => {
    const { id } = await makeDeveloper(world, "Signed Birch");
    addAccount(signIn, "impostor", `${id}@developers.example`, { isVerified: false });
    await goToProvider(page, signIn);
    await logIn(page, "impostor");
    await expect(problemOn(page)).toContainText("does not vouch for your e-mail address");
    await expectSignedOut(page);
    expect(await usersOf(world, `${id}@developers.example`)).toBe(0);
  });

  test("makes an admin of whom ADMIN_EMAILS names, if it vouches", async ({
    page,
    browser,
    signIn,
  }) => {
    addAccount(signIn, "false-boss", ADMIN_EMAIL, { isVerified: false });
    await goToProvider(page, signIn);
    await logIn(page, "false-boss");
    await expect(problemOn(page)).toContainText("does not vouch for your e-mail address");
    await expectSignedOut(page);

    addAccount(signIn, "boss", ADMIN_EMAIL);
    const context = await browser.newContext({ baseURL: signIn.url });
    const other = await context.newPage();
    await goToProvider(other, signIn);
    await logIn(other, "boss");
    await expect(other).toHaveURL(`${signIn.url}/admin/periods`);
    await context.close();
  });

  test("makes an admin of whom an operator put in by address", async ({ page, world, signIn }) => {
    const email = "granted@sign-in.example";
    const { db, newId } = world.deps;
    await db.sql`insert into users (id, email, role) values (${newId()}, ${email}, 'admin')`;
    addAccount(signIn, "granted", email);
    await goToProvider(page, signIn);
    await logIn(page, "granted");
    await expect(page).toHaveURL(`${signIn.url}/admin/periods`);
    expect(await usersOf(world, email)).toBe(1);
  });

  test("leads back to the page that was asked for, even after it was canceled once", async ({
    page,
    world,
    signIn,
  }) => {
    const { id } = await makeDeveloper(world, "Signed Cedar");
    addAccount(signIn, "cedar", `${id}@developers.example`);
    await page.goto("/payouts");
    await continueWithProvider(page, signIn);
    await page.getByRole("link", { name: "Cancel" }).click();
    await expect(problemOn(page)).toContainText("The provider did not complete");
    await expectAccessible(page);

    await continueWithProvider(page, signIn);
    await logIn(page, "cedar");
    await expect(page).toHaveURL(`${signIn.url}/payouts`);
  });
});

test.describe("an answer of the identity provider", () => {
  test("that another browser asked for signs nobody in", async ({ page, browser, signIn }) => {
    addAccount(signIn, "attacker", "attacker@sign-in.example");
    const asked = await authorisation(page, signIn);
    const context = await browser.newContext({ baseURL: signIn.url });
    const victim = await context.newPage();
    await victim.goto(asked.href);
    await logIn(victim, "attacker");
    await expect(problemOn(victim)).toContainText("The provider did not complete");
    await expectSignedOut(victim);
    await context.close();
  });

  for (const name of ["nonce", "code_challenge", "state"]) {
    test(`to another ${name} than was sent signs nobody in`, async ({ page, signIn }) => {
      addAccount(signIn, `tamper-${name}`, `tamper-${name}@sign-in.example`);
      const asked = await authorisation(page, signIn);
      expect(asked.searchParams.get("code_challenge_method")).toBe("S256");
      expect(asked.searchParams.get(name)).toMatch(/^[\w.-]{20,}$/);
      asked.searchParams.set(name, "A".repeat(43));
      await page.goto(asked.href);
      await logIn(page, `tamper-${name}`);
      await expect(problemOn(page)).toContainText("The provider did not complete");
      await expectSignedOut(page);
    });
  }

  test("is not even given without PKCE", async ({ page, signIn }) => {
    const asked = await authorisation(page, signIn);
    asked.searchParams.delete("code_challenge");
    asked.searchParams.delete("code_challenge_method");
    await page.goto(asked.href);
    await expect(problemOn(page)).toContainText("The provider did not complete");
  });
});

test.describe("GitHub", () => {
  test("is a button that leads to GitHub with a state and PKCE", async ({ page }) => {
    // The request ends here: no test leaves this machine.
    await page.route("https://github.com/**", (route) => route.fulfill({ body: "GitHub" }));
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue with GitHub" }).click();
    await page.waitForURL("https://github.com/login/oauth/authorize?**");
    expectGitHub(page.url());
  });

  test("is where the sign-in endpoint redirects to, and only for our own pages", async ({
    request,
    signIn,
  }) => {
    const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
    const post = (origin: string) =>
      request.post("/api/auth/signin/github", {
        form: { csrfToken, callbackUrl: "/earnings" },
        headers: { origin },
        maxRedirects: 0,
      });
    const answer = await post(signIn.url);
    expect(answer.status()).toBe(302);
    expectGitHub(answer.headers().location ?? "", `${signIn.url}/api/auth/callback/github`);
    expect((await post("https://evil.example")).status()).toBe(403);
  });
});

test("without any way to sign in, the page says what an operator has to set", async ({ page }) => {
  const bare = await startOwnWeb(() => ({}));
  try {
    await page.goto(`${bare.url}/sign-in`);
    const main = page.getByRole("main");
    await expect(main).toContainText("No way to sign in is set up yet");
    const names = ["GITHUB_ID", "GITHUB_SECRET", "SMTP_URL"];
    names.push("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET");
    for (const name of names) await expect(main).toContainText(name);
    await expect(main.getByRole("button")).toHaveCount(0);
    await expectAccessible(page);
  } finally {
    await bare.stop();
  }
});

function addAccount(
  { identities }: SignInWorld,
  login: string,
  email: string,
  { isVerified } = { isVerified: true },
): void {
  identities.addAccount({ login, name: login, email, isVerified });
}

/** From the sign-in page as it stands; somebody known to the provider comes straight back. */
async function continueWithProvider(page: Page, { identities }: SignInWorld): Promise<void> {
  const { host } = new URL(identities.issuer);
  await page.getByRole("button", { name: `Continue with ${host}` }).click();
}

/** The address at the provider to which the button leads. */
async function authorisation(page: Page, signIn: SignInWorld): Promise<URL> {
  const asked = page.waitForRequest((request) =>
    request.url().startsWith(`${signIn.identities.issuer}/auth?`),
  );
  await goToProvider(page, signIn);
  return new URL((await asked).url());
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/sign-out");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Remit" })).toBeVisible();
}

async function expectSignedOut(page: Page): Promise<void> {
  await page.goto("/earnings");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
}

async function usersOf({ deps }: World, email: string): Promise<number> {
  const rows = await deps.db.sql`select id from users where email = ${email}`;
  return rows.length;
}

function expectGitHub(address: string, redirectUri?: string): void {
  const { origin, pathname, searchParams } = new URL(address);
  expect(origin + pathname).toBe("https://github.com/login/oauth/authorize");
  expect(searchParams.get("client_id")).toBe("github-client");
  expect(searchParams.get("state")).toMatch(/^[\w.-]{20,}$/);
  expect(searchParams.get("code_challenge_method")).toBe("S256");
  if (redirectUri) expect(searchParams.get("redirect_uri")).toBe(redirectUri);
}
