import { existsSync } from "node:fs";
import path from "node:path";
import { openDatabase } from "@/db/client";
import { type Environment, readEnvironment } from "@/lib/config/environment";
import { surviveLostOutput } from "@/lib/config/standard-output";
import { UTC } from "@/lib/domain/period";
import { zoneWords } from "@/lib/domain/words/zone-words";
import { checkZone } from "@/lib/use-cases/keep-zone";
import "./processes/leave-in-time";
import "./processes/refuse-trace";
import { NEXT, ROOT } from "./processes/run-command";
import { say, sayProblem } from "./supervisor/console";

/**
 * Longer than the minute for which proxies usually keep a connection: whoever closes first must
 * not be the web, or a request that is just being sent on it gets no answer.
 */
const KEEP_ALIVE_MS = 75_000;
const ZONE_MS = 3_000;

/**
 * `npm start`: refuses with one clear line what would fail later at the first request, then
 * becomes Next's server.
 */
async function main(): Promise<void> {
  surviveLostOutput();
  Object.assign(process.env, { NODE_ENV: "production" });
  const file = path.join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const env = readEnvironment(process.env);
  const { PORT, DATABASE_READ_URL } = env;
  if (DATABASE_READ_URL !== undefined) {
    say("DATABASE_READ_URL is set, but not used yet: every page reads DATABASE_URL.");
  }
  if (!existsSync(path.join(ROOT, ".next", "BUILD_ID"))) {
    throw new Error("There is no production build: run `npm run build` first");
  }
  await refuseOtherZone(env);
  const options = ["--port", String(PORT), "--keepAliveTimeout", String(KEEP_ALIVE_MS)];
  process.argv = [process.execPath, NEXT, "start", ...options];
  await import(NEXT);
}

/** A database that does not answer, or is not migrated, stops no start: `/readyz` tells of it. */
async function refuseOtherZone({ DATABASE_URL, ACCOUNTING_TIME_ZONE }: Environment): Promise<void> {
  if (DATABASE_URL === undefined) return;
  const db = openDatabase(DATABASE_URL, { connectionsMax: 1, statementMs: ZONE_MS });
  const deps = { db, zone: ACCOUNTING_TIME_ZONE ?? UTC };
  const kept = await checkZone(deps, ACCOUNTING_TIME_ZONE).catch(() => undefined);
  await db.close();
  if (kept && !kept.ok) throw new Error(zoneWords(kept.problem));
}

main().catch((error: unknown) => {
  sayProblem(error);
  process.exit(1);
});
