import { rmSync } from "node:fs";
import { removeCluster } from "@/db/embedded-home";
import { loadMarketplace } from "../demo-data/load-marketplace";
import { buildIfNeeded } from "./build";
import { say, sayReady } from "./console";
import type { Places } from "./places";
import { assertPortFree } from "./ports";
import { claimPlaces } from "./running";
import { type Stack, startStack } from "./stack";

type LocalOptions = {
  /** How the reader started this, for messages that say what to do. */
  readonly command: string;
  readonly mode: "production" | "development";
  readonly places: Places;
  readonly reset: boolean;
};

const STOPPED = Symbol("stopped");

/** Starts everything, says when it is ready, and stops everything when asked or when a part ends. */
export async function runLocally(options: LocalOptions): Promise<void> {
  const stopped = stopRequested();
  const ports = {
    web: readPort("PORT", 3000),
    simulator: readPort("SIMULATOR_PORT", 4010),
  };
  // Whatever is under way when somebody stops the start is guarded, and ends with this process.
  const stack = await Promise.race([start(options, ports), stopped]);
  if (stack === STOPPED) return say("Stopped before it was ready.");
  await runUntilStopped(stack, stopped);
}

async function start(
  { command, mode, places, reset }: LocalOptions,
  ports: { readonly web: number; readonly simulator: number },
): Promise<Stack> {
  claimPlaces(places, `http://localhost:${ports.web}`);
  await assertPortFree(ports.web, "the web", `choose another: PORT=3001 ${command}`);
  await assertPortFree(
    ports.simulator,
    "the Stripe simulator",
    `choose another: SIMULATOR_PORT=4011 ${command}`,
  );
  if (reset) {
    removeCluster(places.postgres);
    rmSync(places.folder, { recursive: true, force: true });
    say("Starting over: the previous data is removed");
    claimPlaces(places, `http://localhost:${ports.web}`);
  }
  if (mode === "production") await buildIfNeeded(say);
  let signIn: readonly string[] = [];
  const stack = await startStack({
    places,
    ports,
    mode,
    durable: true,
    prepare: async (parts) => {
      signIn = await loadMarketplace(parts, places.folder, say);
    },
  });
  sayReady([`Ready: ${stack.webUrl}`, ...signIn, "Ctrl-C stops everything and keeps the data."]);
  return stack;
}

async function runUntilStopped(stack: Stack, stopped: Promise<typeof STOPPED>): Promise<void> {
  const broken = await Promise.race([stopped, stack.broken]);
  if (broken === STOPPED) say("Stopping …");
  else say(`${broken} ended by itself: its last lines above say why. Stopping the rest …`);
  await stack.stop();
  say("Stopped. The data is kept.");
  if (broken !== STOPPED) process.exitCode = 1;
}

/** How a person, a closed terminal or an operating system asks a supervisor to stop. */
function stopRequested(): Promise<typeof STOPPED> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => resolve(STOPPED));
    }
  });
}

function readPort(name: string, otherwise: number): number {
  const text = process.env[name];
  if (!text) return otherwise;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} has to be a port, from 1 to 65535, not ${text}`);
}
