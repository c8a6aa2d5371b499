import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import { MARKETPLACE_SCOPES, mintAdmin } from "@/lib/auth/actor";
import { environment } from "@/lib/config/environment";
import { createApiKey } from "@/lib/use-cases/create-api-key";
import { insistOnZone } from "@/lib/use-cases/keep-zone";
import { connectControl } from "@/simulator/control";
import { ADMINS, CAST } from "./cast";
import { type DemoAddresses, type DemoWorld, openDemoWorld } from "./demo-world";
import { loadHistory } from "./load-history";
import { readMarker, writeMarker } from "./marker";

/**
 * Loads the demo's marketplace once, and says how to sign in.
 *
 * A load that was interrupted is undone and done again. Data that somebody else put there is
 * never touched.
 */
export async function loadMarketplace(
  addresses: DemoAddresses,
  folder: string,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const marker = readMarker(folder);
  const cluster = await clusterId(addresses.databaseUrl);
  const isHalfLoaded = marker?.state === "loading";
  if (isHalfLoaded) {
    say("The demo marketplace was only half loaded: starting it over");
    await recreateDatabase(addresses.databaseUrl);
  }
  await refuseOtherZone(addresses);
  if (marker?.state === "loaded" && marker.cluster === cluster) return signInLines(marker.apiKey);
  if (!isHalfLoaded && (await hasData(addresses.databaseUrl))) {
    say("The database holds data of your own, so the demo marketplace is not loaded into it");
    return [];
  }
  await connectControl(addresses.simulatorUrl).reset();
  writeMarker(folder, { state: "loading" });
  const apiKey = await load(addresses, say);
  writeMarker(folder, { state: "loaded", cluster, apiKey });
  return signInLines(apiKey);
}

async function refuseOtherZone(addresses: DemoAddresses): Promise<void> {
  const world = openDemoWorld(addresses);
  try {
    await insistOnZone(world.deps, environment().ACCOUNTING_TIME_ZONE);
  } finally {
    await world.deps.db.close();
  }
}

async function load(addresses: DemoAddresses, say: (line: string) => void): Promise<string> {
  const started = performance.now();
  say("Loading fourteen months of a demo marketplace …");
  const world = openDemoWorld(addresses);
  try {
    const now = new Date();
    await loadHistory(world, now);
    const apiKey = await makeApiKey(world);
    await world.deps.db.sql`analyze`;
    say(`Loaded in ${Math.round((performance.now() - started) / 1000)} s`);
    return apiKey;
  } finally {
    await world.close();
  }
}

async function makeApiKey({ deps }: DemoWorld): Promise<string> {
  const admin = mintAdmin(`user:${ADMINS[0].email}`);
  const made = await createApiKey(deps, admin, {
    name: "Demo marketplace",
    scopes: MARKETPLACE_SCOPES,
    source: "marketplace",
  });
  if (!made.ok) throw new Error(made.problem.message);
  return made.value.key;
}

function signInLines(apiKey: string): readonly string[] {
  const admins = ADMINS.map(({ name }) => name).join(" or ");
  return [
    `Sign in with one click, as an admin (${admins}) or as one of ${CAST.length} developers.`,
    `API key for the marketplace's backend: ${apiKey}`,
    "Money is simulated: nothing leaves this machine.",
  ];
}

/** A number that PostgreSQL draws when it makes a data folder: another folder, another number. */
async function clusterId(databaseUrl: string): Promise<string> {
  return query(databaseUrl, async (sql) => {
    const [row] = await sql<{ id: string }[]>`
      select system_identifier::text as id from pg_control_system()`;
    return row?.id ?? "";
  });
}

async function hasData(databaseUrl: string): Promise<boolean> {
  return query(databaseUrl, async (sql) => {
    const rows = await sql`select 1 from developers limit 1`;
    return rows.length > 0;
  });
}

async function recreateDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  await query(url.href, async (sql) => {
    await sql.unsafe(`drop database if exists "${name}" with (force)`);
    await sql.unsafe(`create database "${name}"`);
  });
  await migrateDatabase(databaseUrl);
}

async function query<Value>(
  url: string,
  work: (sql: postgres.Sql) => Promise<Value>,
): Promise<Value> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
