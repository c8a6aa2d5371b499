import type { Profile } from "next-auth";
import type { EmailConfig } from "next-auth/providers/email";
import type { Provider } from "next-auth/providers/index";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { Environment } from "@/lib/config/environment";
import { parseEmail } from "./email";

export type SendLink = (email: string, url: string, expires: Date) => Promise<void>;

/** How somebody may sign in here, in the order of the buttons. */
export type ProviderName = { readonly id: "github" | "oidc" | "email"; readonly name: string };

export function configuredProviders(env: Environment): readonly ProviderName[] {
  const names: ProviderName[] = [];
  if (env.GITHUB_ID) names.push({ id: "github", name: "GitHub" });
  if (env.OIDC_ISSUER) names.push({ id: "oidc", name: new URL(env.OIDC_ISSUER).host });
  if (env.SMTP_URL) names.push({ id: "email", name: "e-mail" });
  return names;
}

export function createProviders(env: Environment, sendLink: SendLink): Provider[] {
  const providers: Provider[] = [];
  if (env.GITHUB_ID && env.GITHUB_SECRET) providers.push(github(env.GITHUB_ID, env.GITHUB_SECRET));
  if (env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET) {
    providers.push(oidc(env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET));
  }
  if (env.SMTP_URL) providers.push(emailLink(env.MAIL_FROM, sendLink));
  return providers;
}

/** What both providers hand on: an address, and whether they vouch for it. */
export type ProvedProfile = Profile & {
  readonly id?: number;
  readonly login?: string;
  readonly email_verified?: boolean;
  readonly avatar_url?: string;
};

type GitHubAddress = {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
};

/** The public address of a GitHub profile says nothing of who owns it; the primary verified does. */
function github(clientId: string, clientSecret: string): OAuthConfig<ProvedProfile> {
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId,
    clientSecret,
    issuer: "https://github.com/login/oauth",
    checks: ["pkce", "state"],
    authorization: {
      url: "https://github.com/login/oauth/authorize",
      params: { scope: "read:user user:email" },
    },
    token: "https://github.com/login/oauth/access_token",
    userinfo: {
      url: "https://api.github.com/user",
      request: async ({ client, tokens }): Promise<Profile> => {
        const accessToken = tokens.access_token ?? "";
        const { email: _public, ...profile } = await client.userinfo(accessToken);
        const address = await githubAddress(accessToken);
        return { ...(profile as Profile), ...address };
      },
    },
    profile: (profile) => ({
      id: String(profile.id),
      name: profile.name ?? profile.login ?? null,
      email: normalised(profile.email),
      image: profile.avatar_url ?? null,
    }),
  };
}

async function githubAddress(accessToken: string): Promise<ProvedProfile> {
  const answer = await fetch("https://api.github.com/user/emails", {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) return {};
  const addresses = (await answer.json()) as readonly GitHubAddress[];
  const primary = addresses.find((address) => address.primary && address.verified);
  return primary ? { email: primary.email, email_verified: true } : {};
}

function oidc(issuer: string, clientId: string, clientSecret: string): OAuthConfig<ProvedProfile> {
  return {
    id: "oidc",
    name: "OpenID Connect",
    type: "oauth",
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    userinfo: {
      // Many providers put the address only into userinfo; the subject stays the ID token's.
      request: async ({ client, tokens }): Promise<Profile> => {
        const claims = tokens.id_token ? idTokenClaims(tokens.id_token) : {};
        if (claims.email !== undefined && claims.email_verified !== undefined) return claims;
        const info = (await client.userinfo(tokens.access_token ?? "")) as ProvedProfile;
        if (info.sub !== claims.sub) throw new Error("userinfo speaks of another subject");
        return { ...info, ...claims };
      },
    },
    profile: (profile) => ({
      id: profile.sub ?? "",
      name: profile.name ?? null,
      email: normalised(profile.email),
      image: null,
    }),
  };
}

/** The token was verified by the client a moment ago; this only reads its claims. */
function idTokenClaims(idToken: string): ProvedProfile {
  const payload = idToken.split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
}

const LINK_SECONDS = 10 * 60;

/** A plain object instead of next-auth's own provider, which would import an old nodemailer. */
function emailLink(from: string, sendLink: SendLink): EmailConfig {
  return {
    id: "email",
    type: "email",
    name: "Email",
    from,
    server: "",
    maxAge: LINK_SECONDS,
    options: {},
    normalizeIdentifier: (text) => {
      const email = parseEmail(String(text));
      if (!email.ok) throw new Error("Not an address that mail can be sent to");
      return email.value;
    },
    sendVerificationRequest: ({ identifier, url, expires }) => sendLink(identifier, url, expires),
  };
}

function normalised(text: string | null | undefined): string | null {
  const email = parseEmail(text ?? "");
  return email.ok ? email.value : null;
}
