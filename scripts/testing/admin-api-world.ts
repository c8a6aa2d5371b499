import { randomBytes } from "node:crypto";
import { type ApiScope, mintAdmin } from "@/lib/auth/actor";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import type { Simulator } from "@/simulator/server";
import { type Answer, answerOf, type Route } from "./api-world";
import { createTestDatabase } from "./database";
import { createPayoutWorld, type PayoutWorld } from "./payout-world";

const holder = globalThis as typeof globalThis & { remitDeps?: Deps };

type Row = Readonly<Record<string, unknown>>;

export type Call = {
  readonly key: string;
  /** The address after `/api/v1/`, for its parameters. */
  readonly path?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: unknown;
};

/** The API's admin routes over a payout world, with two admins, Ada and Ben, who make keys. */
export type AdminApiWorld = PayoutWorld & {
  readonly newKey: (scopes: readonly ApiScope[], who?: string, name?: string) => Promise<string>;
  readonly call: <Params>(route: Route<Params>, call: Call) => Promise<Answer>;
  /** Every row of a list, read one by one: what one page of all of them has, no gap, nothing twice. */
  readonly pages: <Params>(
    route: Route<Params>,
    call: Omit<Call, "path"> & { readonly name: string; readonly query?: string },
  ) => Promise<readonly Row[]>;
};

export async function createAdminApiWorld(
  simulator: Simulator,
  at = new Date("2026-02-03T20:00:00Z"),
): Promise<AdminApiWorld> {
  const db = await createTestDatabase();
  const world = await createPayoutWorld(db, simulator, { at });
  holder.remitDeps = world.deps;
  await db.sql`insert into users (id, email, role) values
    (gen_random_uuid(), 'ada@example.com', 'admin'),
    (gen_random_uuid(), 'ben@example.com', 'admin')`;
  const newKey: AdminApiWorld["newKey"] = async (scopes, who = "ada", name = "nightly-close") => {
    const maker = mintAdmin(`user:${who}@example.com`);
    const created = await createApiKey(world.deps, maker, { name, scopes });
    if (!created.ok) throw new Error(created.problem.message);
    return created.value.key;
  };
  return { ...world, newKey, call, pages };
}

async function call<Params>(
  route: Route<Params>,
  { key, path = "x", params = {}, method = "GET", body }: Call,
): Promise<Answer> {
  const headers = {
    // An address of its own, so that wrong keys in one test do not stop those of another.
    "x-forwarded-for": `2001:db8::${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}`,
    ...(key === "" ? {} : { authorization: `Bearer ${key}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const request = new Request(`http://localhost:3000/api/v1/${path}`, init);
  return answerOf(route, params as Params, request);
}

async function pages<Params>(
  route: Route<Params>,
  asked: Parameters<AdminApiWorld["pages"]>[1],
): Promise<readonly Row[]> {
  const { name, query = "", ...rest } = asked;
  const page = async (part: string) => {
    const { status, body } = await call(route, { ...rest, path: `x?${query}&${part}` });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return { rows: body[name] as readonly Row[], nextCursor: body.nextCursor };
  };
  const whole = await page("limit=1000");
  const rows: Row[] = [];
  for (let cursor = ""; ; ) {
    const { rows: more, nextCursor } = await page(`limit=1${cursor}`);
    rows.push(...more);
    if (typeof nextCursor !== "string") break;
    cursor = `&cursor=${nextCursor}`;
  }
  if (JSON.stringify(rows) !== JSON.stringify(whole.rows)) {
    throw new Error(`Read one by one, ${name} are not what they are at once`);
  }
  return rows;
}
