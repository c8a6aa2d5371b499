import { expectAccessible } from "./support/accessibility";
import { makeDeveloper } from "./support/marketplace";
import {
  askForLink,
  expect,
  followLink,
  goToProvider,
  linkTo,
  logIn,
  problemOn,
  test,
} from "./support/sign-in-world";
import type { Page, World } from "./support/world";

test.describe("an e-mail link", () => {
  test("is mailed to one recipient in plain words, and signs in once", async ({
    page,
    world,
    signIn,
  }) => {
    const email = await addressOf(world, "Mailed Alder");
    await page.goto("/sign-in");
    await expectAccessible(page);
    await askForLink(page, email.toUpperCase());
    await expectAccessible(page);

    const [mail, ...more] = signIn.mails.mailsTo(email);
    expect(more).toEqual([]);
    expect(mail?.recipients).toEqual([email]);
    expect(mail?.headers.get("to")).toBe(email);
    expect(mail?.headers.get("from")).toBe("Remit <remit@marketplace.example>");
    for (const name of ["cc", "bcc"]) expect(mail?.headers.has(name)).toBe(false);
    expect(mail?.headers.get("subject")).toBe(`Sign in to Remit (${new URL(signIn.url).host})`);
    expect(mail?.text).toContain("once, for ten minutes, in the browser in which you asked for it");
    expect(mail?.text).toContain("If you did not ask for it, ignore this mail");

    const link = linkTo(signIn, email);
    await page.goto(link);
    await expect(page.getByRole("main")).toContainText(email);
    await expectAccessible(page);
    await followLink(page, link);
    await expect(page).toHaveURL(`${signIn.url}/earnings`);

    await page.context().clearCookies({ name: "remit.session" });
    await expectDead(page, link);
  });

  test("is not used up by a mail scanner that opens it", async ({
    page,
    request,
    world,
    signIn,
  }) => {
    const email = await addressOf(world, "Mailed Birch");
    await askForLink(page, email);
    const link = linkTo(signIn, email);
    const { search } = new URL(link);
    for (const address of [link, link, `/api/auth/callback/email${search}`]) {
      expect((await request.get(address)).status()).toBe(200);
      expect((await request.head(address)).status()).toBe(200);
    }
    await page.request.get(`/api/auth/callback/email${search}`);
    await followLink(page, link);
    await expect(page).toHaveURL(`${signIn.url}/earnings`);
  });

  test("opens nothing in another browser, and still works in the right one", async ({
    page,
    browser,
    world,
    signIn,
  }) => {
    const email = await addressOf(world, "Mailed Cedar");
    await askForLink(page, email);
    const context = await browser.newContext({ baseURL: signIn.url });
    await expectDead(await context.newPage(), linkTo(signIn, email));
    await context.close();
    await followLink(page, linkTo(signIn, email));
    await expect(page).toHaveURL(`${signIn.url}/earnings`);
  });

  test("of the first of two mails works too, and the second no more then", async ({
    page,
    world,
    signIn,
  }) => {
    const email = await addressOf(world, "Mailed Dogwood");
    await askForLink(page, email);
    const first = linkTo(signIn, email);
    await askForLink(page, email);
    const second = linkTo(signIn, email);
    expect(second).not.toBe(first);
    await followLink(page, first);
    await expect(page).toHaveURL(`${signIn.url}/earnings`);
    await page.context().clearCookies({ name: "remit.session" });
    await expectDead(page, second);
  });

  test("is dead after ten minutes", async ({ page, world, signIn }) => {
    const email = await addressOf(world, "Mailed Elder");
    const { sql } = world.deps.db;
    await askForLink(page, email);
    const [life] = await sql<{ seconds: number }[]>`
      select extract(epoch from expires - now())::float8 as seconds
      from verification_tokens where identifier = ${email}`;
    expect(life?.seconds).toBeGreaterThan(500);
    expect(life?.seconds).toBeLessThanOrEqual(600);
    await sql`
      update verification_tokens set expires = expires - interval '10 minutes'
      where identifier = ${email}`;
    await expectDead(page, linkTo(signIn, email));
  });

  test("leads back to the page that was asked for", async ({ page, world, signIn }) => {
    const email = await addressOf(world, "Mailed Fir");
    await page.goto("/payouts");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
    await followLink(page, linkTo(signIn, email));
    await expect(page).toHaveURL(`${signIn.url}/payouts`);
  });
});

test.describe("the form for e-mail links", () => {
  test("answers a stranger the same, and mails nothing", async ({ page, signIn }) => {
    await askForLink(page, "nobody@sign-in.example");
    expect(signIn.mails.mailsTo("nobody@sign-in.example")).toEqual([]);
  });

  test("takes one address, however it is posted", async ({ request, world, signIn }) => {
    const email = await addressOf(world, "Mailed Ginkgo");
    const evil = "evil@sign-in.example";
    const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
    for (const text of [`${email},${evil}`, `${email}\r\nBcc: ${evil}`, `"${evil}" <${email}>`]) {
      const answer = await request.post("/api/auth/signin/email", {
        form: { csrfToken, email: text },
        headers: { origin: signIn.url },
        maxRedirects: 0,
      });
      expect(answer.status()).toBe(302);
      expect(answer.headers().location).toContain("error=EmailSignin");
    }
    expect(signIn.mails.mailsTo(email)).toEqual([]);
    expect(signIn.mails.mailsTo(evil)).toEqual([]);
  });

  test("floods nobody's mailbox", async ({ page, world, signIn }) => {
    const email = await addressOf(world, "Mailed Hazel");
    for (let count = 0; count < 3; count++) await askForLink(page, email);
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Send me a link" }).click();
    await expect(problemOn(page)).toContainText("Several links are already on their way");
    expect(signIn.mails.mailsTo(email)).toHaveLength(3);
  });
});

test("somebody who signs in by link is not joined to a provider's identity of that address", async ({
  page,
  browser,
  world,
  signIn,
}) => {
  const email = await addressOf(world, "Mailed Ivy");
  await askForLink(page, email);
  await followLink(page, linkTo(signIn, email));
  await expect(page).toHaveURL(`${signIn.url}/earnings`);

  signIn.identities.addAccount({ login: "ivy", name: "Ivy", email, isVerified: true });
  const context = await browser.newContext({ baseURL: signIn.url });
  const other = await context.newPage();
  await goToProvider(other, signIn);
  await logIn(other, "ivy");
  await expect(problemOn(other)).toContainText("already signs in another way");
  await context.close();
});

async function addressOf(world: World, name: string): Promise<string> {
  const { id } = await makeDeveloper(world, name);
  return `${id}@developers.example`;
}

async function expectDead(page: Page, link: string): Promise<void> {
  await followLink(page, link);
  await expect(problemOn(page)).toContainText("This link does not work any more");
  await page.goto("/earnings");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
}
