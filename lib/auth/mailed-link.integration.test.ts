import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "@/db/embedded";
import { insertUser } from "@/db/writes/users";
import { type Environment, readEnvironment } from "@/lib/config/environment";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { startMailServer } from "@/scripts/testing/mail-server";
import { LINKS_MAX } from "./adapter";
import { sessionCookieName } from "./cookies";
import { type AuthCall, callNextAuth } from "./handler";
import { parseSetCookie } from "./set-cookies";

const APP = "http://localhost:3000";
const NOW = new Date();
let db: TestDatabase;
let env: Environment;
let port: number;
let cookies: Record<string, string> = {};

beforeAll(async () => {
  db = await createTestDatabase();
  port = await freePort();
  env = readEnvironment({
    NODE_ENV: "test",
    APP_URL: APP,
    AUTH_SECRET: "a secret of a test, long enough to pass",
    SMTP_URL: `smtp://127.0.0.1:${port}`,
  });
  await addUser("ada@example.com");
  await addUser("ben@example.com");
});
afterAll(() => db.drop());

const addUser = (email: string) =>
  insertUser(db, { id: randomUUID(), name: null, email, image: null, verifiedAt: NOW });

/** One browser, which keeps what it is given. */
async function call(request: Partial<AuthCall> & Pick<AuthCall, "action">) {
  const world = { db, now: () => NOW, newId: randomUUID, adminEmails: [] };
  const answer = await callNextAuth(env, world, { method: "GET", cookies, ...request });
  const held = answer.setCookies.map(parseSetCookie).map(({ name, value }) => [name, value]);
  cookies = { ...cookies, ...Object.fromEntries(held) };
  return answer;
}

async function askForLink(email: string): Promise<string | undefined> {
  const { body } = await call({ action: "csrf" });
  const { csrfToken } = body as { csrfToken: string };
  const form = { email, csrfToken };
  return (await call({ action: "signin", providerId: "email", method: "POST", body: form }))
    .location;
}

async function liveLinks(email: string): Promise<number> {
  const rows = await db.sql`select 1 from verification_tokens where identifier = ${email}`;
  return rows.length;
}

describe("a mail server that is down", () => {
  it("F54: is told of at sign-in, as often as somebody tries, and keeps nobody out when it is back", async () => {
    for (let tries = 0; tries <= LINKS_MAX; tries++) {
      expect(await askForLink("ada@example.com")).toContain("error=EmailSignin");
    }
    expect(await liveLinks("ada@example.com")).toBe(0);

    const mails = await startMailServer(port);
    expect(await askForLink("ada@example.com")).toContain("verify-request");
    const [mail] = mails.mailsTo("ada@example.com");
    const link = new URL(mail?.text.match(/https?:\S+/)?.[0] ?? "");
    const query = Object.fromEntries(link.searchParams);
    const followed = await call({ action: "callback", providerId: "email", query });
    const names = followed.setCookies.map(parseSetCookie).map(({ name }) => name);
    expect(names).toContain(sessionCookieName(APP));
    await mails.stop();
  });

  it("F54: leaves a link that was mailed before as good as it was", async () => {
    const mails = await startMailServer(port);
    await askForLink("ben@example.com");
    await mails.stop();
    expect(await askForLink("ben@example.com")).toContain("error=EmailSignin");
    expect(await liveLinks("ben@example.com")).toBe(1);
  });
});

describe("links for one address", () => {
  it("are three at most, also when ten are asked for at once", async () => {
    const mails = await startMailServer(port);
    await addUser("cleo@example.com");
    const { body } = await call({ action: "csrf" });
    const { csrfToken } = body as { csrfToken: string };
    const form = { email: "cleo@example.com", csrfToken };
    const ask = () => call({ action: "signin", providerId: "email", method: "POST", body: form });
    const answers = await Promise.all(Array.from({ length: 10 }, ask));
    const sent = answers.filter(({ location }) => location?.includes("verify-request"));
    expect(sent).toHaveLength(LINKS_MAX);
    expect(mails.mailsTo("cleo@example.com")).toHaveLength(LINKS_MAX);
    expect(await liveLinks("cleo@example.com")).toBe(LINKS_MAX);
    expect(await askForLink("cleo@example.com")).toContain("error=TooManyLinks");
    await mails.stop();
  });
});
