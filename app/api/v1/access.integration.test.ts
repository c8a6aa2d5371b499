import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeApiKey } from "@/lib/use-cases/revoke-api-key";
import { admin, createApiWorld, sale } from "@/scripts/testing/api-world";
import * as developersRoute from "./developers/[id]/route";
import * as docsRoute from "./docs/route";
import * as earningsRoute from "./earnings/route";
import * as eventsRoute from "./events/route";
import { OPERATIONS } from "./openapi";
import * as openApiRoute from "./openapi.json/route";
import * as payoutsRoute from "./payouts/route";
import * as pluginsRoute from "./plugins/[id]/route";

let world: Awaited<ReturnType<typeof createApiWorld>>;
beforeAll(async () => {
  world = await createApiWorld();
  await world.put(developersRoute.PUT, "ada", { name: "Ada" });
  await world.put(pluginsRoute.PUT, "atlas", { developerId: "ada", name: "Atlas" });
});
afterAll(() => world.close());

const getEarnings = earningsRoute.GET;
const post = (body: BodyInit, headers?: Record<string, string>) =>
  world.post(eventsRoute.POST, body, headers);

describe("API keys", () => {
  it.each([
    ["", "missing_key"],
    ["Bearer", "bad_key"],
    ["Bearer %", "bad_key"],
    ["Basic cm10Og==", "bad_key"],
    [`Bearer rmt_0000000000_${"0".repeat(64)}`, "bad_key"],
  ])("does not let %j in", async (authorization, code) => {
    const answer = await post("{}", { authorization });
    expect([answer.status, answer.body.code]).toEqual([401, code]);
  });

  it("open only what their scopes name, and nothing once revoked", async () => {
    const reader = await world.newKey(["earnings:read"]);
    const query = "earnings?from=2026-05&to=2026-05";
    expect((await world.get(getEarnings, query, reader)).status).toBe(200);
    const refused = await post("{}", { authorization: `Bearer ${reader}` });
    expect([refused.status, refused.body.code]).toEqual([403, "missing_scope"]);
    const wrongSecret = `${reader.slice(0, -1)}${reader.endsWith("0") ? "1" : "0"}`;
    expect((await world.get(getEarnings, query, wrongSecret)).status).toBe(401);
    await revokeApiKey(world.deps, admin, reader.split("_")[1] ?? "");
    expect((await world.get(getEarnings, query, reader)).status).toBe(401);
  });

  it("are refused with a wait after too many wrong ones, while right ones still work", async () => {
    const wrong = (address: string) =>
      post("{}", {
        authorization: `Bearer rmt_1111111111_${"1".repeat(64)}`,
        "x-forwarded-for": `198.51.100.99, ${address}`,
      });
    const first = await Promise.all(Array.from({ length: 20 }, () => wrong("203.0.113.7")));
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set([401]));
    const limited = await wrong("203.0.113.7");
    expect([limited.status, limited.body.code]).toEqual([429, "too_many_bad_keys"]);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(limited.headers.get("retry-after"))).toBeLessThanOrEqual(60);
    const right = await post(JSON.stringify({ events: [sale({ externalId: "meanwhile" })] }), {
      "x-forwarded-for": "203.0.113.7",
    });
    expect(right.status).toBe(200);
    const fromElsewhere = await post("{}", {
      authorization: `Bearer rmt_2222222222_${"2".repeat(64)}`,
      "x-forwarded-for": "203.0.113.8",
    });
    expect(fromElsewhere.status).toBe(401);
  });

  it("are kept as hashes only", async () => {
    const rows = await world.db.sql`select to_jsonb(api_keys)::text as row from api_keys`;
    const secret = world.key.split("_")[2] ?? "no secret";
    expect(rows.some(({ row }) => String(row).includes(secret))).toBe(false);
  });
});

describe("other methods than a route's own", () => {
  it.each([
    ["POST", eventsRoute],
    ["PUT", developersRoute],
    ["PUT", pluginsRoute],
    ["GET, HEAD", earningsRoute],
    ["GET, HEAD", payoutsRoute],
    ["GET, HEAD", docsRoute],
    ["GET, HEAD", openApiRoute],
  ])(
    "are refused where %s is taken, and no other site is allowed anything",
    async (allowed, route) => {
      const others = Object.entries(route).filter(
        ([method]) => !allowed.split(", ").includes(method),
      );
      expect(others.map(([method]) => method).sort()).toEqual(
        ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"].filter(
          (method) => !allowed.split(", ").includes(method),
        ),
      );
      for (const [, refuse] of others) {
        const answer: Response = await (refuse as () => Response)();
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect([...answer.headers.keys()].filter((name) => name.startsWith("access-"))).toEqual([]);
      }
    },
  );
});

describe("the routes of the description", () => {
  it.each([...new Set(OPERATIONS.map(({ path }) => path))])(
    "%s takes the methods that are described, and refuses all others",
    async (path) => {
      const file = `${path.replace(/\{(\w+)\}/g, "[$1]").slice("/api/v1/".length)}/route.ts`;
      const route: Record<string, () => Response> = await import(
        pathToFileURL(resolve("app/api/v1", file)).href
      );
      const described = OPERATIONS.filter((operation) => operation.path === path).map(
        ({ method }) => method.toUpperCase(),
      );
      const allowed = described.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : method));
      for (const method of ["DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"]) {
        expect(route[method], method).toBeDefined();
        if (described.includes(method)) continue;
        const answer = route[method]?.();
        expect(answer?.status).toBe(405);
        expect(answer?.headers.get("allow")?.split(", ").sort()).toEqual(allowed.sort());
      }
    },
  );
});
