import { mintAdmin } from "@/lib/auth/actor";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import { closeDeps, createDeps } from "@/lib/use-cases/world";
import { createTestDatabase } from "./database";

export type Route<Params> = (
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>;
type Plain = Route<Record<string, never>>;

export type Answer = {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & {
    readonly results?: { status: string; problem?: { code: string } }[];
    readonly code?: string;
  };
};

export const admin = mintAdmin("user:test@example.com");
const holder = globalThis as typeof globalThis & { remitDeps?: Deps };
const url = (path: string) => `http://localhost:3000/api/v1/${path}`;
const JSON_TYPE = { "content-type": "application/json" };

/** The API's route handlers over a database of their own, called as Next calls them. */
export async function createApiWorld() {
  const db = await createTestDatabase();
  const real = createDeps({ databaseUrl: db.url });
  const deps = { ...real, now: () => new Date("2026-05-20T12:00:00Z") };
  holder.remitDeps = deps;
  const newKey = async (scopes: Parameters<typeof createApiKey>[2]["scopes"]) => {
    const created = await createApiKey(deps, admin, { name: "test", scopes });
    if (!created.ok) throw new Error(created.problem.message);
    return created.value.key;
  };
  const key = await newKey(["events:write", "catalog:write", "earnings:read"]);
  const authorized = { authorization: `Bearer ${key}` };
  return {
    db,
    deps,
    key,
    newKey,
    get: (route: Plain, path: string, withKey = key) =>
      answerOf(
        route,
        {},
        new Request(url(path), { headers: { authorization: `Bearer ${withKey}` } }),
      ),
    put: (route: Route<{ readonly id: string }>, id: string, body: unknown) => {
      const headers = { ...authorized, ...JSON_TYPE };
      const init = { method: "PUT", headers, body: JSON.stringify(body) };
      return answerOf(route, { id }, new Request(url("x"), init));
    },
    post: (route: Plain, body: BodyInit, headers: Readonly<Record<string, string>> = {}) => {
      const init = { method: "POST", headers: { ...authorized, ...JSON_TYPE, ...headers }, body };
      const streaming = body instanceof ReadableStream ? { duplex: "half" as const } : {};
      return answerOf(route, {}, new Request(url("events"), { ...init, ...streaming }));
    },
    close: async () => {
      await closeDeps(real);
      await db.drop();
    },
  };
}

/** Calls a route handler as Next does. */
export async function answerOf<Params>(
  route: Route<Params>,
  params: Params,
  request: Request,
): Promise<Answer> {
  const response = await route(request, { params: Promise.resolve(params) });
  const body = (await response.json()) as Answer["body"];
  const { status, headers } = response;
  return { status, type: headers.get("content-type"), headers, body };
}

export const sale = (fields: Readonly<Record<string, unknown>> = {}) => ({
  externalId: "order-1",
  kind: "install",
  pluginId: "atlas",
  amount: 999,
  currency: "EUR",
  occurredAt: "2026-05-03T08:00:00Z",
  ...fields,
});
