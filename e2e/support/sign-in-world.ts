import type { Locator, Page } from "@playwright/test";
import { type MailServer, startMailServer } from "@/scripts/testing/mail-server";
import { type IdentityProvider, startIdentityProvider } from "./identity-provider";
import { startOwnWeb } from "./own-web";
import { test as base, expect } from "./world";

export const ADMIN_EMAIL = "boss@sign-in.example";

/** Remit outside the demo, with everybody it signs people in with. */
export type SignInWorld = {
  readonly url: string;
  readonly identities: IdentityProvider;
  readonly mails: MailServer;
};

/** Playwright's `test`, whose pages are those of a Remit with real counterparts. */
export const test = base.extend<object, { readonly signIn: SignInWorld }>({
  signIn: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern for what is needed.
    async ({}, use) => {
      const mails = await startMailServer();
      let identities: IdentityProvider | undefined;
      const web = await startOwnWeb(async (url) => {
        identities = await startIdentityProvider(`${url}/api/auth/callback/oidc`);
        return {
          ADMIN_EMAILS: ADMIN_EMAIL,
          OIDC_ISSUER: identities.issuer,
          OIDC_CLIENT_ID: identities.client.id,
          OIDC_CLIENT_SECRET: identities.client.secret,
          SMTP_URL: mails.url,
          MAIL_FROM: "Remit <remit@marketplace.example>",
          GITHUB_ID: "github-client",
          GITHUB_SECRET: "github-secret",
        };
      });
      if (!identities) throw new Error("the identity provider was not started");
      await use({ url: web.url, identities, mails });
      await web.stop();
      await identities.stop();
      await mails.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ signIn }, use) => use(signIn.url),
});

export { expect };

/** Goes to the identity provider by the button. */
export async function goToProvider(page: Page, { identities }: SignInWorld): Promise<void> {
  await page.goto("/sign-in");
  const { host } = new URL(identities.issuer);
  await page.getByRole("button", { name: `Continue with ${host}` }).click();
  await expect(page.getByRole("heading", { name: "Identity provider" })).toBeVisible();
}

export async function logIn(page: Page, login: string): Promise<void> {
  await page.getByLabel("Login").fill(login);
  await page.getByRole("button", { name: "Log in" }).click();
}

export async function askForLink(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
}

/** The link of the last mail to an address. */
export function linkTo({ mails }: SignInWorld, email: string): string {
  const link = mails
    .mailsTo(email)
    .at(-1)
    ?.text.match(/https?:\S+/)?.[0];
  if (!link) throw new Error(`no mail with a link came for ${email}`);
  return link;
}

/** Opens a link as its reader does, and presses the button. */
export async function followLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** What the sign-in page says went wrong. Next announces pages outside of `main`. */
export function problemOn(page: Page): Locator {
  return page.getByRole("main").getByRole("alert");
}
