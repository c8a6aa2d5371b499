import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@/db/embedded";
import { WEB_NODE_FLAGS } from "@/scripts/processes/run-command";
import { watchProcess } from "./process-memory";
import type { Throughput } from "./recording";
import { saleOf } from "./sales";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const BATCH = 500;
const WARM_UP = 20;
const START_MS_MAX = 30_000;

type Posting = {
  readonly key: string;
  readonly events: number;
  /** How many post at once, from this machine. */
  readonly callers: number;
};

/** Batches of 500 over HTTP to Next's production server. */
export async function postBatches(
  databaseUrl: string,
  { key, events: count, callers }: Posting,
): Promise<Throughput> {
  const isBuilt = existsSync(path.join(ROOT, ".next/BUILD_ID"));
  if (!isBuilt) console.log("No production build (`npm run build`): measuring next dev instead.");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startWeb(isBuilt ? "start" : "dev", port, databaseUrl);
  try {
    await isReady(server, `${url}/healthz`);
    for (const body of bodiesOf(`warm-up-${callers}`, WARM_UP)) await post(url, key, body);
    const bodies = bodiesOf(`api-${callers}`, Math.floor(count / BATCH));
    const memory = watchProcess(server.pid);
    const started = performance.now();
    const waiting = bodies.values();
    const client = async () => {
      for (const body of waiting) await post(url, key, body);
    };
    await Promise.all(Array.from({ length: callers }, client));
    const seconds = (performance.now() - started) / 1_000;
    const mode = isBuilt ? "" : " (next dev)";
    const name = `API, batches of ${BATCH}, callers: ${callers}${mode}`;
    return { name, events: bodies.length * BATCH, seconds, megabytesMax: memory.stop() };
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.once("close", resolve));
  }
}

function startWeb(command: "start" | "dev", port: number, databaseUrl: string): ChildProcess {
  const args = [
    ...WEB_NODE_FLAGS,
    "node_modules/next/dist/bin/next",
    command,
    "--hostname",
    "127.0.0.1",
    "--port",
    String(port),
  ];
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: command === "start" ? "production" : "development",
      DATABASE_URL: databaseUrl,
      APP_URL: `http://127.0.0.1:${port}`,
      AUTH_SECRET: "a secret of the benchmark, which guards nothing",
      REMIT_DEMO: "1",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
}

/** All requests as text beforehand, as COPY's rows are, so that only the recording is timed. */
function bodiesOf(prefix: string, batches: number): readonly string[] {
  return Array.from({ length: batches }, (_, batch) => {
    const events = Array.from({ length: BATCH }, (_, at) => saleOf(prefix, batch * BATCH + at));
    return JSON.stringify({ events });
  });
}

async function post(url: string, key: string, body: string): Promise<void> {
  const response = await fetch(`${url}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text.slice(0, 300)}`);
}

async function isReady(server: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline && server.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The web server did not become ready");
}
