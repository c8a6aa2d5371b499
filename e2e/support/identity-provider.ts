import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import Provider, { type LoginResult } from "oidc-provider";
import { freePort } from "@/db/embedded";

/** Somebody who has an account at the identity provider. */
export type Account = {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly isVerified: boolean;
};

export type IdentityProvider = {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  readonly addAccount: (account: Account) => void;
  readonly stop: () => Promise<void>;
};

const INTERACTION = /^\/interaction\/([\w-]+)(\/cancel)?$/;

/**
 * An identity provider on loopback with one client. It insists on PKCE and on its client's secret,
 * and keeps the address out of the ID token, as most providers do. Its login page asks for a name.
 */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const client = { id: "remit", secret: randomBytes(24).toString("base64url") };
  const accounts = new Map<string, Account>();
  const provider = createProvider(issuer, { ...client, redirectUri }, accounts);
  const answer = provider.callback();
  const server = createServer((request, response) => {
    const page = INTERACTION.exec(request.url ?? "");
    if (!page) return answer(request, response);
    finishOrAsk(provider, request, response, page[2] !== undefined).catch((error: unknown) => {
      response.writeHead(400, { "content-type": "text/plain" }).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    issuer,
    client,
    addAccount: (account) => accounts.set(account.login, account),
    stop: () => stopServer(server),
  };
}

function createProvider(
  issuer: string,
  client: { readonly id: string; readonly secret: string; readonly redirectUri: string },
  accounts: ReadonlyMap<string, Account>,
): Provider {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: async (_context, login) => {
      const account = accounts.get(login);
      return account && { accountId: login, claims: async () => claimsOf(account) };
    },
    // Consent to the marketplace's own application was given when the account was made.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(24).toString("base64url")] },
  });
}

function claimsOf({ login, name, email, isVerified }: Account) {
  return { sub: login, name, email, email_verified: isVerified };
}

const LOGIN_PAGE = `<!doctype html><html lang="en"><title>Log in</title><h1>Identity provider</h1>
<form method="post"><label>Login <input name="login" required></label><button>Log in</button></form>`;

async function finishOrAsk(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  isCanceled: boolean,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  const finish = (result: LoginResult) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (isCanceled) return finish({ error: "access_denied", error_description: "Canceled" });
  if (request.method === "POST") {
    const login = new URLSearchParams(await bodyOf(request)).get("login") ?? "";
    return finish({ login: { accountId: login } });
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(`${LOGIN_PAGE}<a href="/interaction/${uid}/cancel">Cancel</a>`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

async function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
