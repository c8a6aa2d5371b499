import { type GuardedProcess, startGuarded } from "@/db/guarded-process";
import { NEXT, ROOT, WEB_NODE_FLAGS } from "../processes/run-command";
import { printerOf } from "./console";

export type Service = {
  readonly name: string;
  readonly process: GuardedProcess;
};

export type ServiceEnvironment = Readonly<Record<string, string | undefined>>;

const STOP_MS_MAX = 4_000;

/** Starts a script of the repository without the extra process that its command line would be. */
function startScript(name: string, args: readonly string[], env: ServiceEnvironment): Service {
  return startNode(name, ["--import", "tsx", ...args], env);
}

function startNode(name: string, args: readonly string[], env: ServiceEnvironment): Service {
  const guarded = startGuarded(process.execPath, args, {
    cwd: ROOT,
    env,
    stopSignal: "TERM",
    onLine: printerOf(name),
  });
  return { name, process: guarded };
}

export function startSimulator(
  options: { readonly port: number; readonly dataDir: string },
  env: ServiceEnvironment,
): Service {
  const args = ["--port", String(options.port), "--data", options.dataDir];
  return startScript("simulator", ["simulator/main.ts", ...args], env);
}

export function startWorker(env: ServiceEnvironment): Service {
  return startScript("worker", ["worker/main.ts"], env);
}

export function startWeb(
  options: { readonly port: number; readonly mode: "production" | "development" },
  env: ServiceEnvironment,
): Service {
  const command = options.mode === "production" ? "start" : "dev";
  // This machine only, unless told otherwise: the demo signs anybody in as anybody.
  const address = ["--hostname", process.env.HOST || "localhost", "--port", String(options.port)];
  return startNode("web", [...WEB_NODE_FLAGS, NEXT, command, ...address], env);
}

export async function stopService(service: Service): Promise<void> {
  await service.process.stop(STOP_MS_MAX);
}

/** Waits until an address answers with success; a service that ends meanwhile is an error. */
export async function waitForAnswer(service: Service, url: string, msMax: number): Promise<void> {
  const deadline = Date.now() + msMax;
  while (Date.now() < deadline) {
    if (!service.process.isRunning()) {
      throw new Error(`${service.name} ended before it was ready: its last lines above say why`);
    }
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${service.name} did not answer at ${url} within ${msMax / 1000} s`);
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
