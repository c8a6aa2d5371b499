import type { NextApiRequest, NextApiResponse } from "next";
import nextAuth, { type AuthAction } from "next-auth";
import type { Environment } from "@/lib/config/environment";
import type { AdapterWorld } from "./adapter";
import { authCookies, cookieOptions, linkCookieName, sessionCookieName } from "./cookies";
import { authOptions } from "./options";
import { ownPath } from "./own-url";
import { endSession } from "./session";
import { isTokenShaped, newToken } from "./token";

export type AuthCall = {
  readonly action: AuthAction;
  readonly providerId?: string | undefined;
  readonly method: "GET" | "POST";
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
};

export type AuthAnswer = {
  readonly status: number;
  readonly location: string | undefined;
  /** Finished `Set-Cookie` lines. */
  readonly setCookies: readonly string[];
  readonly body: unknown;
};

type World = Omit<AdapterWorld, "linkBinding">;

/**
 * One call of next-auth, through its handler for API routes, with what would trip it put right.
 *
 * A callback URL that is not ours is dropped, from the query and from the cookie: next-auth would
 * answer each such request with a 500. A callback never sees the session of before, so that every
 * sign-in gets a new session id and an identity is never joined to whoever happened to be signed in.
 */
export async function callNextAuth(
  env: Environment,
  world: World,
  call: AuthCall,
): Promise<AuthAnswer> {
  // next-auth takes its origin from here, and would believe `X-Forwarded-Host` on some hosts.
  process.env.NEXTAUTH_URL = env.APP_URL;
  const asksForLink = call.action === "signin" && call.providerId === "email";
  const heldBinding = call.cookies[linkCookieName(env.APP_URL)];
  const linkBinding = asksForLink ? bindingOf(heldBinding) : heldBinding;
  const answer = await invoke(env, { ...world, linkBinding }, call);
  if (asksForLink && linkBinding) {
    const secure = cookieOptions(env.APP_URL).secure ? "; Secure" : "";
    const name = linkCookieName(env.APP_URL);
    answer.setCookies.push(
      `${name}=${linkBinding}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax${secure}`,
    );
  }
  await endReplacedSession(env, world, call, answer.setCookies);
  return answer;
}

/** Whoever asks twice may use either mail, so the browser's half stays while it has one. */
function bindingOf(held: string | undefined): string {
  return held !== undefined && isTokenShaped(held) ? held : newToken();
}

async function invoke(env: Environment, world: AdapterWorld, call: AuthCall) {
  const answer = {
    status: 200,
    location: undefined as string | undefined,
    setCookies: [] as string[],
    body: undefined as unknown,
  };
  const nextauth = call.providerId ? [call.action, call.providerId] : [call.action];
  const request = {
    method: call.method,
    headers: {},
    query: { ...withOwnCallback(call.query, env), nextauth },
    body: call.method === "POST" ? withOwnCallback(call.body, env) : undefined,
    cookies: safeCookies(env, call),
  };
  const response = {
    status(code: number) {
      answer.status = code;
      return response;
    },
    getHeader: (name: string) => (name === "Set-Cookie" ? answer.setCookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name === "Set-Cookie") answer.setCookies = [value].flat();
      if (name === "Location") answer.location = String(value);
      return response;
    },
    end: () => undefined,
    json(body: unknown) {
      answer.body = body;
    },
    send(body: unknown) {
      answer.body = body;
    },
  };
  await handle(
    request as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    authOptions(env, world),
  );
  return answer;
}

/** A CommonJS package: bundlers and Node hand over its default export in different wrappings. */
const handle = (
  typeof nextAuth === "function" ? nextAuth : (nextAuth as { default: unknown }).default
) as (
  request: NextApiRequest,
  response: NextApiResponse,
  options: ReturnType<typeof authOptions>,
) => Promise<unknown>;

function withOwnCallback(
  values: Readonly<Record<string, string>> | undefined,
  env: Environment,
): Record<string, string> {
  const { callbackUrl, ...rest } = values ?? {};
  const path = ownPath(callbackUrl, env.APP_URL);
  return path === undefined ? rest : { ...rest, callbackUrl: path };
}

const COOKIE_LENGTH_MAX = 4_096;

function safeCookies(env: Environment, call: AuthCall): Record<string, string> {
  const known = new Set(Object.values(authCookies(env.APP_URL)).map((cookie) => cookie.name));
  const sessionName = sessionCookieName(env.APP_URL);
  const callbackName = authCookies(env.APP_URL).callbackUrl.name;
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(call.cookies)) {
    if (!known.has(name) || value.length > COOKIE_LENGTH_MAX) continue;
    if (name === sessionName && call.action === "callback") continue;
    const path = ownPath(value, env.APP_URL);
    if (name !== callbackName) kept[name] = value;
    else if (path !== undefined) kept[name] = new URL(path, env.APP_URL).href;
  }
  return kept;
}

/** The session that this browser had before is over once it gets another. */
async function endReplacedSession(
  env: Environment,
  world: World,
  call: AuthCall,
  setCookies: readonly string[],
): Promise<void> {
  const name = sessionCookieName(env.APP_URL);
  const before = call.cookies[name];
  const replaced = setCookies.some((line) => line.startsWith(`${name}=`));
  if (call.action === "callback" && before && replaced) await endSession(world.db, before);
}
