import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { GET as earnings } from "@/app/api/v1/earnings/route";
import { createApiWorld } from "@/scripts/testing/api-world";
import { GET } from "./route";

let world: Awaited<ReturnType<typeof createApiWorld>>;
beforeAll(async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  world = await createApiWorld();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world.close();
});

const readiness = async () => {
  const answer = await GET();
  return { status: answer.status, body: await answer.json() };
};

it("says no while the books are kept in another zone than the web's, which then answers nothing", async () => {
  await world.db.sql`insert into accounting_zone values (1, 'Europe/Berlin')`;
  expect(await readiness()).toEqual({ status: 503, body: { status: "other_zone" } });
  const ask = () => world.get(earnings, "earnings?from=2026-03&to=2026-03");
  expect((await ask()).status).toBe(500);

  await world.db.sql`update accounting_zone set zone = 'UTC'`;
  expect(await readiness()).toEqual({ status: 200, body: { status: "ready" } });
  expect((await ask()).status).toBe(200);
});
