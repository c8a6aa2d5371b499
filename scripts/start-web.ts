import { existsSync } from "node:fs";
import path from "node:path";
import { readEnvironment } from "@/lib/config/environment";
import { surviveLostOutput } from "@/lib/config/standard-output";
import "./processes/leave-in-time";
import "./processes/refuse-trace";
import { NEXT, ROOT } from "./processes/run-command";
import { say, sayProblem } from "./supervisor/console";

/**
 * Longer than the minute for which proxies usually keep a connection: whoever closes first must
 * not be the web, or a request that is just being sent on it gets no answer.
 */
const KEEP_ALIVE_MS = 75_000;

/**
 * `npm start`: refuses with one clear line what would fail later at the first request, then
 * becomes Next's server.
 */
async function main(): Promise<void> {
  surviveLostOutput();
  Object.assign(process.env, { NODE_ENV: "production" });
  const file = path.join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  const { PORT, DATABASE_READ_URL } = readEnvironment(process.env);
  if (DATABASE_READ_URL !== undefined) {
    say("DATABASE_READ_URL is set, but not used yet: every page reads DATABASE_URL.");
  }
  if (!existsSync(path.join(ROOT, ".next", "BUILD_ID"))) {
    throw new Error("There is no production build: run `npm run build` first");
  }
  const options = ["--port", String(PORT), "--keepAliveTimeout", String(KEEP_ALIVE_MS)];
  process.argv = [process.execPath, NEXT, "start", ...options];
  await import(NEXT);
}

main().catch((error: unknown) => {
  sayProblem(error);
  process.exit(1);
});
