import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startGuarded } from "@/db/guarded-process";
import { NEXT, ROOT } from "../processes/run-command";

/** Everything that a production build is made of. */
const SOURCES = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
];
const MARK = path.join(ROOT, ".next", "remit-sources");

/** Makes the production build unless one of exactly these sources is already there. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
  const sources = hashSources();
  const isBuilt = existsSync(path.join(ROOT, ".next", "BUILD_ID")) && existsSync(MARK);
  if (isBuilt && readFileSync(MARK, "utf8") === sources) return;
  say("Building for production, once per change of the code …");
  const started = performance.now();
  const lines: string[] = [];
  // Guarded, so that a build under way ends with whoever asked for it.
  const build = startGuarded(process.execPath, [NEXT, "build"], {
    cwd: ROOT,
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stopSignal: "TERM",
    onLine: (line) => lines.push(line),
  });
  const { code } = await build.exited;
  if (code !== 0) throw new Error(`The production build failed:\n${lines.join("\n")}`);
  writeFileSync(MARK, sources);
  say(`Built in ${Math.round((performance.now() - started) / 1000)} s`);
}

function hashSources(): string {
  const hash = createHash("sha256");
  for (const name of SOURCES) addTo(hash, name);
  return hash.digest("hex");
}

function addTo(hash: ReturnType<typeof createHash>, name: string): void {
  const place = path.join(ROOT, name);
  if (!existsSync(place) || /\.test\.tsx?$/.test(name)) return;
  if (statSync(place).isDirectory()) {
    for (const child of readdirSync(place).sort()) addTo(hash, path.join(name, child));
    return;
  }
  hash.update(`${name}\0`).update(readFileSync(place)).update("\0");
}
