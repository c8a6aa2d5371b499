import { afterAll, beforeAll, expect, it } from "vitest";
import { requireAdminKey } from "@/lib/auth/api-key";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { type CommandLine, openCommandLine } from "../testing/command-line";

let db: TestDatabase;
let commandLine: CommandLine;

beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql`insert into users (id, email, role)
    values (gen_random_uuid(), 'fin@example.com', 'admin')`;
  commandLine = openCommandLine({ DATABASE_URL: db.url });
});
afterAll(async () => {
  commandLine.stop();
  await db.drop();
});

async function create(...words: readonly string[]): Promise<string> {
  const { out, error } = await commandLine.remit("api-key", "create", "nightly", ...words);
  return `${out}${error}`;
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
