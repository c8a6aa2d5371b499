import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environment } from "@/lib/config/environment";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { revokeApiKey } from "@/lib/use-cases/revoke-api-key";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { ADMIN_SCOPES, API_SCOPES, type ApiScope, mintAdmin } from "./actor";
import { requireAdminKey, requireApiKey } from "./api-key";

const ada = mintAdmin("user:ada@example.com");
let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql`insert into users (id, email, role) values
    (gen_random_uuid(), 'ada@example.com', 'admin'), (gen_random_uuid(), 'ben@example.com', 'user')`;
});
afterAll(() => db.drop());

const create = (scopes: readonly ApiScope[], admin = ada, name = "nightly-close") =>
  createApiKey({ db, now: () => new Date(), newId: () => crypto.randomUUID() }, admin, {
    name,
    scopes,
  });

async function newKey(scopes: readonly ApiScope[], admin = ada, name?: string) {
  const created = await create(scopes, admin, name);
  if (!created.ok) throw new Error(created.problem.message);
  return created.value;
}

const holding = ({ key }: { readonly key: string }) =>
  new Request("http://localhost/api/v1/x", { headers: { authorization: `Bearer ${key}` } });

describe("a key that does an admin's work", () => {
  it("acts as the admin who made it, on a page or on the command line, through that key", async () => {
    for (const way of ["user", "operator"]) {
      const made = await newKey(["runs:approve"], mintAdmin(`${way}:ada@example.com`));
      const actor = await requireAdminKey(holding(made), "runs:approve", { db });
      const name = `key:ada@example.com ${made.prefix} nightly-close`;
      expect(actor).toEqual({ ok: true, value: { role: "admin", name } });
    }
  });

  it("opens nothing that its scopes do not name", async () => {
    for (const scope of ADMIN_SCOPES) {
      const others = API_SCOPES.filter((other) => other !== scope);
      const refused = await requireAdminKey(holding(await newKey(others)), scope, { db });
      expect(refused).toEqual({ ok: false, problem: { kind: "missing_scope", scope } });
      const key = await newKey([scope]);
      expect((await requireAdminKey(holding(key), scope, { db })).ok).toBe(true);
      expect((await requireApiKey(holding(key), "earnings:read", { db })).ok).toBe(false);
    }
  });

  it("ends the moment its maker is no admin any more, and goes on reporting sales", async () => {
    const key = await newKey(["periods:close", "events:write"]);
    await db.sql`update users set role = 'user' where email = 'ada@example.com'`;
    const close = () => requireAdminKey(holding(key), "periods:close", { db });
    expect(await close()).toEqual({ ok: false, problem: { kind: "no_admin_any_more" } });
    const report = await requireApiKey(holding(key), "events:write", { db });
    expect(report).toMatchObject({ ok: true, value: { name: `api-key:${key.prefix}` } });
    await db.sql`update users set role = 'admin' where email = 'ada@example.com'`;
    expect((await close()).ok).toBe(true);
  });

  it("ends when its maker leaves ADMIN_EMAILS, which counts for a proven address alone", async () => {
    const key = await newKey(["finance:read"], mintAdmin("user:ben@example.com"));
    const read = async () => (await requireAdminKey(holding(key), "finance:read", { db })).ok;
    const emails = environment().ADMIN_EMAILS as string[];
    try {
      expect(await read()).toBe(false);
      emails.push("ben@example.com");
      expect(await read()).toBe(false);
      await db.sql`update users set email_verified = now() where email = 'ben@example.com'`;
      expect(await read()).toBe(true);
    } finally {
      emails.splice(0, emails.length, ...emails.filter((email) => email !== "ben@example.com"));
    }
    expect(await read()).toBe(false);
  });

  it("F51: stops at once when it is revoked, and the one that takes its place goes on", async () => {
    const key = await newKey(["runs:approve"]);
    const next = await newKey(["runs:approve"]);
    expect((await requireAdminKey(holding(key), "runs:approve", { db })).ok).toBe(true);
    await revokeApiKey({ db, now: () => new Date() }, ada, key.id);
    const refused = await requireAdminKey(holding(key), "runs:approve", { db });
    expect(refused).toEqual({ ok: false, problem: { kind: "bad_key" } });
    expect((await requireAdminKey(holding(next), "runs:approve", { db })).ok).toBe(true);
  });

  it("is not made for nobody, neither around the use case", async () => {
    const root = mintAdmin("operator:root");
    expect(await create(["runs:approve"], root)).toMatchObject({ problem: { kind: "no_person" } });
    expect((await create(["events:write"], root)).ok).toBe(true);
    const around = db.sql`insert into api_keys
      (id, name, prefix, secret_hash, scopes, created_by, created_at)
      values (gen_random_uuid(), 'x', 'x', 'x', array['runs:approve'], 'x', now())`;
    await expect(around).rejects.toThrow("api_keys_of_admins_act_for_a_person");
  });
});
