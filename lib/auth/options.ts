import type { Account, AuthOptions, Profile } from "next-auth";
import { countLiveLinks, findUserByEmail, isKnownEmail } from "@/db/queries/users";
import { claimUser, joinDevelopersByEmail } from "@/db/writes/users";
import type { Environment } from "@/lib/config/environment";
import { sendMail } from "@/lib/mail/send-mail";
import { signInMail } from "@/lib/mail/sign-in-mail";
import { type AdapterWorld, createAdapter, LINKS_MAX, linkStore } from "./adapter";
import { isAdminEmail } from "./admin-emails";
import { authCookies } from "./cookies";
import { parseEmail } from "./email";
import { authLog } from "./log";
import { tieLinkToMail } from "./mailed-link";
import { ownPath } from "./own-url";
import { createProviders, type ProvedProfile } from "./providers";
import { authSecret } from "./secret";
import { newToken } from "./token";

/** next-auth's settings for one request; the adapter knows the browser that asks. */
export function authOptions(env: Environment, world: AdapterWorld): AuthOptions {
  const links = tieLinkToMail({
    ...linkStore(world),
    mail: (email, url) => sendLink(env, world, email, url),
  });
  return {
    adapter: { ...createAdapter(world), createVerificationToken: links.store },
    providers: createProviders(env, links.mail),
    secret: authSecret(env),
    useSecureCookies: env.APP_URL.startsWith("https://"),
    cookies: authCookies(env.APP_URL),
    session: { strategy: "database", generateSessionToken: newToken },
    pages: {
      signIn: "/sign-in",
      signOut: "/sign-out",
      error: "/sign-in",
      verifyRequest: "/sign-in/check-mail",
    },
    logger: {
      error: (code, metadata) => authLog().error({ code, error: nameOf(metadata) }, "next-auth"),
      warn: (code) => authLog().warn({ code }, "next-auth"),
      debug: () => undefined,
    },
    callbacks: {
      signIn: ({ account, profile, email, user }) =>
        email?.verificationRequest
          ? maySendLink(world, account?.providerAccountId ?? "")
          : maySignIn(world, { account, profile, email: user.email }),
      redirect: ({ url }) => new URL(ownPath(url, env.APP_URL) ?? "/sign-in", env.APP_URL).href,
      session: ({ session }) => session,
    },
    events: {
      signIn: async ({ user, account, profile }) => {
        const { id, email } = user;
        if (email && isProved(email, profile)) {
          await joinDevelopersByEmail(world.db, { id, email }, world.now());
        }
        authLog().info({ user: id, provider: account?.provider }, "signed in");
      },
      signOut: async () => authLog().info("signed out"),
    },
  };
}

/** Says so before a link is made; those who ask at once are counted when theirs is stored. */
async function maySendLink(world: AdapterWorld, email: string): Promise<true | string> {
  const live = await countLiveLinks(world.db, email, world.now());
  return live < LINKS_MAX ? true : "/sign-in?error=TooManyLinks";
}

type Arrival = {
  readonly account: Account | null;
  readonly profile: Profile | undefined;
  readonly email: string | null | undefined;
};

/**
 * Everything here hangs on the address, so a provider has to vouch for it. Somebody whom an
 * operator put in by address gets this identity on the first sign-in; other identities are
 * never joined to an existing user.
 */
async function maySignIn(world: AdapterWorld, arrival: Arrival): Promise<true | string> {
  const { account, profile } = arrival;
  const email = parseEmail(arrival.email ?? "");
  if (!account || !email.ok) return "/sign-in?error=EmailNotVerified";
  if (account.type === "email") return true;
  if ((profile as ProvedProfile | undefined)?.email_verified !== true) {
    return "/sign-in?error=EmailNotVerified";
  }
  const { provider, providerAccountId, type } = account;
  const user = await findUserByEmail(world.db, email.value);
  if (user && user.emailVerified === null) {
    await claimUser(world.db, email.value, { provider, providerAccountId, type }, world.now());
  }
  return true;
}

/**
 * Whether this sign-in proves the address. A user keeps the one of their first sign-in; their
 * provider may name another by now, and the first be somebody else's.
 */
function isProved(email: string, profile: Profile | undefined): boolean {
  if (!profile) return true;
  const named = parseEmail(profile.email ?? "");
  return named.ok && named.value === email;
}

/**
 * Mails go only to addresses that belong to somebody here: the form is no way to mail strangers.
 * The link leads to a page with a button, because mail scanners open every link they see.
 */
async function sendLink(env: Environment, world: AdapterWorld, email: string, url: string) {
  if (!env.SMTP_URL) throw new Error("An e-mail link was asked for without SMTP_URL");
  const known = isAdminEmail(email, env.ADMIN_EMAILS) || (await isKnownEmail(world.db, email));
  if (!known) return;
  const confirm = new URL("/sign-in/confirm", env.APP_URL);
  confirm.search = new URL(url).search;
  await sendMail(env.SMTP_URL, signInMail(env.MAIL_FROM, email, confirm.href, env.APP_URL));
}

function nameOf(metadata: unknown): string {
  if (metadata instanceof Error) return `${metadata.name}: ${metadata.message}`;
  const inner = (metadata as { error?: unknown } | undefined)?.error;
  return inner instanceof Error ? `${inner.name}: ${inner.message}` : "unknown";
}
