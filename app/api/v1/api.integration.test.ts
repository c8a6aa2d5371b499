import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiWorld, sale } from "@/scripts/testing/api-world";
import { PUT as putDeveloper } from "./developers/[id]/route";
import { GET as getDocs } from "./docs/route";
import { GET as getEarnings } from "./earnings/route";
import { POST as postEvents } from "./events/route";
import { GET as getOpenApi } from "./openapi.json/route";
import { GET as getPayouts } from "./payouts/route";
import { PUT as putPlugin } from "./plugins/[id]/route";

let world: Awaited<ReturnType<typeof createApiWorld>>;
beforeAll(async () => {
  world = await createApiWorld();
  await world.put(putDeveloper, "ada", { name: "Ada", email: "Ada@Example.com", country: "de" });
  await world.put(putPlugin, "atlas", {
    developerId: "ada",
    name: "Atlas",
    price: 999,
    currency: "EUR",
  });
});
afterAll(() => world.close());

const post = (body: BodyInit, headers?: Record<string, string>) =>
  world.post(postEvents, body, headers);
const postSales = (...events: unknown[]) => post(JSON.stringify({ events }));

describe("the catalogue", () => {
  it("gives a plugin's past to its first owner and its future to the next", async () => {
    await world.put(putDeveloper, "bob", { name: "Bob" });
    await world.put(putPlugin, "sold", { developerId: "ada", name: "Sold" });
    const moved = await world.put(putPlugin, "sold", { developerId: "bob", name: "Sold" });
    expect(moved.body.ownerChanged).toBe(true);
    const again = await world.put(putPlugin, "sold", { developerId: "bob", name: "Sold" });
    expect(again.body.ownerChanged).toBe(false);
    await postSales(
      sale({ externalId: "before", pluginId: "sold", occurredAt: "2026-05-20T11:59:59Z" }),
      sale({ externalId: "after", pluginId: "sold", occurredAt: "2026-05-20T12:00:01Z" }),
    );
    const rows = await world.db.sql`
      select developer_id from events where plugin_id = 'sold' order by occurred_at`;
    expect(rows.map((row) => row.developer_id)).toEqual(["ada", "bob"]);
  });

  it("shares a plugin among developers, each with their part of its earnings", async () => {
    await world.put(putDeveloper, "eve", { name: "Eve" });
    await world.put(putDeveloper, "fay", { name: "Fay" });
    const shares = [
      { developerId: "eve", bps: 7_000 },
      { developerId: "fay", bps: 3_000 },
    ];
    const plugin = { developerId: "eve", name: "Duet", shares };
    expect((await world.put(putPlugin, "duet", plugin)).body.sharesChanged).toBe(true);
    expect((await world.put(putPlugin, "duet", plugin)).body.sharesChanged).toBe(false);
    await postSales(
      sale({
        externalId: "d1",
        pluginId: "duet",
        amount: 1_001,
        occurredAt: "2025-07-01T00:00:00Z",
      }),
    );
    const { body } = await world.get(getEarnings, "earnings?from=2025-07&to=2025-07");
    const rows = body.earnings as Record<string, unknown>[];
    expect(
      rows.map(({ developerId, gross, developerShare }) => [developerId, gross, developerShare]),
    ).toEqual([
      ["eve", 701, 490],
      ["fay", 300, 210],
    ]);
  });

  it.each([
    ["../x", { name: "A" }, "bad_id"],
    ["eve", { name: "" }, "bad_field"],
    ["eve", { name: "Eve", email: "a@b@c" }, "bad_email"],
    ["eve", { name: "Eve", country: "DEU" }, "bad_field"],
    ["eve", { name: "Eve", role: "admin" }, "bad_field"],
  ])("refuses the developer %j %j", async (id, body, code) => {
    const answer = await world.put(putDeveloper, id, body);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  it.each([
    [{ developerId: "nobody", name: "P" }, "unknown_developer"],
    [{ developerId: "ada", name: "P", price: 5 }, "bad_field"],
    [{ developerId: "ada", name: "P", price: -5, currency: "eur" }, "bad_field"],
    [{ developerId: "ada", name: "P", price: 5, currency: "e" }, "bad_currency"],
    [{ developerId: "ada" }, "bad_field"],
    [{ developerId: "ada", name: "P", shares: [{ developerId: "ada", bps: 9 }] }, "not_whole"],
    [
      { developerId: "ada", name: "P", shares: [{ developerId: "bob", bps: 10_000 }] },
      "owner_missing",
    ],
    [{ developerId: "ada", name: "P", shares: [{ developerId: "ada", bps: 0.5 }] }, "bad_field"],
  ])("refuses the plugin %j", async (body, code) => {
    const answer = await world.put(putPlugin, "refused", body);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
    const [row] = await world.db.sql`select id from plugins where id = 'refused'`;
    expect(row).toBeUndefined();
  });
});

describe("GET /api/v1/earnings and payouts", () => {
  it("sums months by developer and currency and pages through them without a gap", async () => {
    await world.put(putDeveloper, "zoe", { name: "Zoe" });
    await world.put(putPlugin, "zen", { developerId: "zoe", name: "Zen" });
    const months = ["2026-01", "2026-02", "2026-03"];
    await postSales(
      ...months.flatMap((month) => [
        sale({ externalId: `z1${month}`, pluginId: "zen", occurredAt: `${month}-01T00:00:00Z` }),
        sale({ externalId: `z2${month}`, pluginId: "zen", occurredAt: `${month}-28T23:59:59Z` }),
        sale({
          externalId: `z3${month}`,
          pluginId: "zen",
          currency: "usd",
          amount: 0,
          occurredAt: `${month}-05T00:00:00Z`,
        }),
      ]),
    );
    const query = "earnings?from=2026-01&to=2026-02&developerId=zoe";
    const { body } = await world.get(getEarnings, query);
    const rows = body.earnings as Record<string, unknown>[];
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual({
      developerId: "zoe",
      period: "2026-01",
      currency: "eur",
      installs: 2,
      freeInstalls: 0,
      renewals: 0,
      refunds: 0,
      gross: 1998,
      developerShare: 1398,
      platformShare: 600,
    });
    const paged: unknown[] = [];
    let cursor = "";
    do {
      const page = await world.get(getEarnings, `${query}&limit=1${cursor}`);
      paged.push(...(page.body.earnings as unknown[]));
      cursor = page.body.nextCursor ? `&cursor=${page.body.nextCursor}` : "";
    } while (cursor);
    expect(paged).toEqual(rows);
  });

  it.each([
    "",
    "?from=2026-01",
    "?from=2026-13&to=2026-13",
    "?from=2026-1&to=2026-02",
    "?from=2026-01-01&to=2026-02",
    "?from=2026-03&to=2026-02",
    "?from=2026-01&from=2026-02&to=2026-02",
    "?from=2026-01&to=2026-02&limit=0",
    "?from=2026-01&to=2026-02&limit=1e2",
    "?from=2026-01&to=2026-02&limit=1001",
    "?from=2026-01&to=2026-02&cursor=abc",
    "?from=2026-01&to=2026-02&developerId=../x",
    "?from=2026-01&to=2026-02&period[]=2026-01",
  ])("refuses %j instead of answering with all of time", async (query) => {
    expect((await world.get(getEarnings, `earnings${query}`)).status).toBe(400);
  });

  it("lists payouts of a period and refuses unknown states", async () => {
    expect((await world.get(getPayouts, "payouts?period=2026-05")).body).toEqual({
      payouts: [],
      nextCursor: null,
    });
    expect((await world.get(getPayouts, "payouts?state=lost")).status).toBe(400);
    expect((await world.get(getPayouts, "payouts?cursor=WyJhIiwiYiJd")).status).toBe(400);
  });
});

describe("the API's description", () => {
  it("names every operation, in JSON and for people", async () => {
    const document = (await getOpenApi().json()) as { paths: Record<string, object> };
    expect(Object.keys(document.paths).slice(0, 5)).toEqual([
      "/api/v1/events",
      "/api/v1/developers/{id}",
      "/api/v1/plugins/{id}",
      "/api/v1/earnings",
      "/api/v1/payouts",
    ]);
    expect(Object.keys(document.paths).sort()).toEqual(await routePaths());
    expect(JSON.stringify(document)).not.toContain("$ref");
    const html = await getDocs().text();
    for (const path of Object.keys(document.paths)) expect(html).toContain(path);
    expect(html).not.toMatch(/<script|<link|src=/);
  });
});

/** Every address that the API has a route for, but for those of its own description. */
async function routePaths(): Promise<readonly string[]> {
  const files = await readdir("app/api/v1", { recursive: true });
  return files
    .filter((file) => file.endsWith("/route.ts") && !/^(docs|openapi\.json)\//.test(file))
    .map((file) => `/api/v1/${file.slice(0, -"/route.ts".length)}`)
    .map((path) => path.replace(/\[(\w+)\]/g, "{$1}"))
    .sort();
}
