import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requireAdminKey } from "@/lib/auth/api-key";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
});
afterAll(() => db.drop());

async function create(...args: readonly string[]) {
  const words = ["--import", "tsx", "cli/remit.ts", "api-key", "create", "nightly", ...args];
  const env = { PATH: process.env.PATH, NODE_ENV: "test" as const, DATABASE_URL: db.url };
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return new Promise<string>((resolve) => {
    execFile(process.execPath, words, { cwd, encoding: "utf8", env }, (_, out, error) =>
      resolve(`${out}${error}`),
    );
  });
}

it("makes a key that acts as the admin named, says how dangerous it is, and none for nobody", async () => {
  const scopes = ["--scopes", "finance:read,runs:approve"];
  const [made, forNobody, plain] = await Promise.all([
    create(...scopes, "--as", "fin@example.com"),
    create(...scopes),
    create("--scopes", "events:write"),
  ]);
  expect(made).toContain("whoever holds this key acts as fin@example.com");
  const key = /rmt_[0-9a-f]{10}_[0-9a-f]{64}/.exec(made)?.[0];
  const headers = { authorization: `Bearer ${key}` };
  const request = new Request("http://localhost/api/v1/runs", { headers });
  expect(await requireAdminKey(request, "runs:approve", { db })).toMatchObject({
    value: { name: expect.stringMatching(/^key:fin@example\.com [0-9a-f]{10} nightly$/) },
  });
  expect(forNobody).toContain("say who with --as EMAIL");
  expect(plain).toContain("rmt_");
  expect(plain).not.toContain("Careful");
  const [row] = await db.sql`select count(*)::int as keys from api_keys`;
  expect(row).toEqual({ keys: 2 });
});
