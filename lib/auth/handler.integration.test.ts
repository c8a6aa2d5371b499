import { randomUUID } from "node:crypto";
import type { Profile } from "next-auth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimUser, insertUser } from "@/db/writes/users";
import { type Environment, readEnvironment } from "@/lib/config/environment";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { createAdapter } from "./adapter";
import { authCookies, linkCookieName, sessionCookieName } from "./cookies";
import { type AuthAnswer, type AuthCall, callNextAuth } from "./handler";
import { authOptions } from "./options";
import { readSession, startSession } from "./session";
import { parseSetCookie } from "./set-cookies";
import { hashToken } from "./token";

const APP = "http://localhost:3000";
const NOW = new Date();

let db: TestDatabase;
let env: Environment;

beforeAll(async () => {
  db = await createTestDatabase();
  env = readEnvironment({
    NODE_ENV: "test",
    APP_URL: APP,
    AUTH_SECRET: "a secret of a test, long enough to pass",
    GITHUB_ID: "id",
    GITHUB_SECRET: "secret",
    SMTP_URL: "smtp://127.0.0.1:1",
  });
});

afterAll(() => db.drop());

beforeEach(async () => {
  await db.sql`truncate users, sessions, identities, verification_tokens, members cascade`;
});

const world = () => ({ db, now: () => NOW, newId: randomUUID, adminEmails: ["boss@example.com"] });

function call(request: Partial<AuthCall> & Pick<AuthCall, "action">): Promise<AuthAnswer> {
  return callNextAuth(env, world(), { method: "GET", cookies: {}, ...request });
}

const user = (email: string, role: "user" | "admin" = "user") =>
  insertUser(db, { id: randomUUID(), name: null, email, image: null, verifiedAt: NOW, role });

/** Puts a link into the table as next-auth does, and returns what the mail would carry. */
async function sentLink(email: string, binding: string): Promise<string> {
  const token = randomUUID();
  const secret = env.AUTH_SECRET ?? "";
  const { createVerificationToken } = createAdapter({ ...world(), linkBinding: binding });
  await createVerificationToken?.({
    identifier: email,
    token: hashToken(`${token}${secret}`),
    expires: new Date(NOW.getTime() + 600_000),
  });
  return token;
}

/** Asks as the form does, and returns what the browser holds afterwards. */
async function askForLink(email: string, cookies: Record<string, string>) {
  const { body, setCookies } = await call({ action: "csrf" });
  const jar = { ...cookies, ...held(setCookies) };
  const { csrfToken } = body as { csrfToken: string };
  const answer = await call({
    action: "signin",
    providerId: "email",
    method: "POST",
    body: { email, csrfToken },
    cookies: jar,
  });
  return { ...jar, ...held(answer.setCookies) };
}

const held = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(lines.map(parseSetCookie).map(({ name, value }) => [name, value]));

function follow(email: string, token: string, cookies: Record<string, string>) {
  return call({ action: "callback", providerId: "email", query: { email, token }, cookies });
}

const sessionOf = ({ setCookies }: AuthAnswer) =>
  setCookies.map(parseSetCookie).find(({ name }) => name === sessionCookieName(APP))?.value;

describe("an e-mail link", () => {
  it("signs in once, in the browser that asked for it, with a session that is kept as a hash", async () => {
    const token = await sentLink("ada@example.com", "browser");
    const answer = await follow("ada@example.com", token, { [linkCookieName(APP)]: "browser" });
    const session = sessionOf(answer);
    expect(session).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const rows = await db.sql<{ token_hash: string }[]>`select token_hash from sessions`;
    expect(rows.map((row) => row.token_hash)).toEqual([hashToken(session ?? "")]);

    const again = await follow("ada@example.com", token, { [linkCookieName(APP)]: "browser" });
    expect(again.location).toContain("error=Verification");
    expect(sessionOf(again)).toBeUndefined();
  });

  it.each([
    ["another browser", { [linkCookieName(APP)]: "another" }],
    ["a browser without the cookie", {}],
  ])("is refused in %s, and still works in the right one", async (_, cookies) => {
    const token = await sentLink("ada@example.com", "browser");
    const refused = await follow("ada@example.com", token, cookies as Record<string, string>);
    expect(refused.location).toContain("error=Verification");
    const right = await follow("ada@example.com", token, { [linkCookieName(APP)]: "browser" });
    expect(sessionOf(right)).toBeDefined();
  });

  it("does not open another address, nor when it is cut short", async () => {
    const token = await sentLink("ada@example.com", "browser");
    const cookies = { [linkCookieName(APP)]: "browser" };
    for (const [email, text] of [
      ["boss@example.com", token],
      ["ada@example.com", token.slice(0, -1)],
    ] as const) {
      expect((await follow(email, text, cookies)).location).toContain("error=Verification");
    }
  });

  it("stays good when the same browser asks for another one", async () => {
    const first = await askForLink("stranger@example.com", {});
    const second = await askForLink("stranger@example.com", first);
    const name = linkCookieName(APP);
    expect(first[name]).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(second[name]).toBe(first[name]);
    const forged = await askForLink("stranger@example.com", { [name]: "made up" });
    expect(forged[name]).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it("never keeps its token in clear", async () => {
    const token = await sentLink("ada@example.com", "browser");
    const rows = await db.sql`select * from verification_tokens`;
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("gives a new session id and ends the one of before", async () => {
    const before = await startSession(db, await user("ada@example.com"), NOW, []);
    const token = await sentLink("ada@example.com", "browser");
    const answer = await follow("ada@example.com", token, {
      [linkCookieName(APP)]: "browser",
      [sessionCookieName(APP)]: before.token,
    });
    expect(sessionOf(answer)).not.toBe(before.token);
    expect(await readSession(db, before.token, NOW, [])).toBeUndefined();
  });
});

describe("callback URLs and cookies", () => {
  const name = authCookies(APP).callbackUrl.name;

  it.each([
    ["another host", "//evil.example"],
    ["another host by a backslash", "/\\evil.example"],
    ["a host that begins with ours", "https://localhost.evil.example"],
    ["a script", "javascript:alert(1)"],
    ["a NUL", "\u0000"],
    ["our host as a user name", "http://localhost@evil.example"],
    ["ten kilobytes", `/${"a".repeat(10_000)}`],
    ["something that is no address", "not a url at all %"],
  ])("never lead away or end in a 500: %s", async (_, bad) => {
    const { body, setCookies } = await call({ action: "csrf" });
    const csrf = setCookies.map(parseSetCookie).find(({ name: own }) => own.includes("csrf"));
    const calls: readonly Promise<AuthAnswer>[] = [
      call({ action: "signin", query: { callbackUrl: bad } }),
      call({ action: "providers", query: { callbackUrl: bad } }),
      call({ action: "session", cookies: { [name]: bad } }),
      call({ action: "csrf", cookies: { [name]: bad } }),
      call({
        action: "signout",
        method: "POST",
        body: { callbackUrl: bad, csrfToken: (body as { csrfToken: string }).csrfToken },
        cookies: { [csrf?.name ?? ""]: csrf?.value ?? "", [name]: bad },
      }),
    ];
    for (const answer of await Promise.all(calls)) {
      expect(answer.status).toBeLessThan(500);
      const lines = `${answer.location ?? ""} ${answer.setCookies.join(" ")}`;
      expect(lines).not.toContain("evil");
      if (answer.location) expect(new URL(answer.location, APP).origin).toBe(APP);
    }
  });

  it.each([
    [
      "a hundred cookies",
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`c${i}`, "x"])),
    ],
    ["a cookie of 16 kB", { [sessionCookieName(APP)]: "x".repeat(16_384) }],
    [
      "chunks of a session",
      { [`${sessionCookieName(APP)}.0`]: "a", [`${sessionCookieName(APP)}.1`]: "b" },
    ],
    ["another's csrf cookie", { [authCookies(APP).csrfToken.name]: "aaaa|bbbb" }],
  ])("answer %s without a 500", async (_, cookies) => {
    const answer = await call({ action: "session", cookies: cookies as Record<string, string> });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({});
  });
});

describe("a developer's earnings", () => {
  const signsIn = async (email: string, profile?: Profile) => {
    const { events } = authOptions(env, { ...world(), linkBinding: undefined });
    const { id } = await user("ada@example.com");
    const account = { provider: "github", providerAccountId: "42", type: "oauth" as const };
    await events?.signIn?.({ user: { id, email }, account, ...(profile && { profile }) });
    const [row] = await db.sql<{ count: bigint }[]>`select count(*) from members`;
    return Number(row?.count);
  };

  beforeAll(async () => {
    await db.sql`insert into developers (id, name, email) values ('ada', 'Ada', 'ada@example.com')`;
  });

  it("open to who proves the developer's address by this sign-in, by a link or a provider", async () => {
    expect(await signsIn("ada@example.com")).toBe(1);
    await db.sql`truncate users cascade`;
    expect(await signsIn("ada@example.com", { email: "Ada@Example.com" })).toBe(1);
  });

  it("stay closed to who had the address at their first sign-in, and has another now", async () => {
    expect(await signsIn("ada@example.com", { email: "ada@elsewhere.example" })).toBe(0);
    await db.sql`truncate users cascade`;
    expect(await signsIn("ada@example.com", {})).toBe(0);
  });
});

describe("claimUser", () => {
  const identity = { provider: "oidc", providerAccountId: "42", type: "oauth" };

  it("gives an identity to somebody an operator put in, and to nobody else", async () => {
    await db.sql`
      insert into users (id, email, role) values (${randomUUID()}, 'boss@example.com', 'admin')`;
    expect(await claimUser(db, "boss@example.com", identity, NOW)).toBe(true);
    const other = { ...identity, providerAccountId: "43" };
    expect(await claimUser(db, "boss@example.com", other, NOW)).toBe(false);

    await user("ada@example.com");
    expect(await claimUser(db, "ada@example.com", { ...other, provider: "github" }, NOW)).toBe(
      false,
    );
  });
});
