import { afterAll, beforeAll, expect, it } from "vitest";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { UTC } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { accepted } from "@/scripts/testing/payout-world";
import { saveDeveloper } from "./save-developer";
import { savePlugin } from "./save-plugin";
import { createOfflineDeps } from "./world";

const NOON = new Date("2026-06-15T12:00:00Z");
const SLOW_CLOCK = new Date("2026-06-15T11:56:00Z");
const DEVELOPERS = ["ada", "ben", "cleo"] as const;

let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase();
  for (const id of DEVELOPERS) {
    await saveDeveloper(depsAt(NOON), admin(), { id: trusted.developerId(id), name: id });
  }
});
afterAll(() => db.drop());

it("gives a plugin to whom the last of two changes at one instant names", async () => {
  await give("ada", NOON);
  expect(await give("ben", NOON)).toBe(true);
  expect(await give("cleo", NOON)).toBe(true);
  expect(await give("cleo", NOON)).toBe(false);
  expect(await ownersOf("atlas")).toEqual(["ada", "ben", "cleo"]);
});

it("gives a plugin to whom the last change names, though a slower clock wrote it", async () => {
  const plugin = "borea";
  await give("ada", NOON, plugin);
  await give("ben", NOON, plugin);
  expect(await give("ada", SLOW_CLOCK, plugin)).toBe(true);
  expect(await ownersOf(plugin)).toEqual(["ada", "ben", "ada"]);
});

it("lets everybody who hands a plugin over at once do so, one after the other", async () => {
  const plugin = "cirrus";
  await give("ada", NOON, plugin);
  const rounds = Array.from({ length: 5 }, (_, no) => DEVELOPERS[no % 3] ?? "ada");
  const changed = await Promise.all(rounds.map((developer) => give(developer, NOON, plugin)));
  expect(await ownersOf(plugin)).toHaveLength(1 + changed.filter(Boolean).length);
});

async function give(developer: string, at: Date, plugin = "atlas"): Promise<boolean> {
  const id = trusted.pluginId(plugin);
  const record = { id, name: plugin, developerId: trusted.developerId(developer) };
  return accepted(await savePlugin(depsAt(at), admin(), record)).ownerChanged;
}

/** By time, the first one first. */
async function ownersOf(plugin: string): Promise<readonly string[]> {
  const rows = await db.sql<{ developer_id: string }[]>`
    select developer_id from plugin_owners where plugin_id = ${plugin} order by effective_from`;
  return rows.map((row) => row.developer_id);
}

function depsAt(at: Date) {
  const stripe = { secretKey: "sk_test_sim_owners", apiBase: "http://127.0.0.1:9" };
  return createOfflineDeps({ db, now: () => at, zone: UTC, stripe });
}

function admin() {
  return mintAdmin("user:fin@example.com");
}
