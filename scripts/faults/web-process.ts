import { freePort } from "@/db/embedded";
import { SECRET } from "@/scripts/testing/marketplace";
import { type Child, type ChildOutput, until } from "./child";
import type { FaultWorld } from "./fault-world";

/** The web as an operator starts it: the production build, as `npm start` runs it. */
export type FaultWeb = {
  readonly url: string;
  /** The process of the moment. */
  readonly child: () => Child;
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** What `/readyz` answers; undefined when nothing comes within a second. */
  readonly readiness: () => Promise<number | undefined>;
};

export type WebSettings = {
  readonly nodeFlags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly output?: ChildOutput;
};

const READY_MS_MAX = 90_000;
/** The first answer takes long: everything is loaded for it. */
const START_ANSWER_MS_MAX = 20_000;
const ANSWER_MS_MAX = 1_000;
/** Those of `npm start`. */
const NODE_FLAGS = ["--max-semi-space-size=8"];

export async function startFaultWeb(
  world: FaultWorld,
  { nodeFlags = NODE_FLAGS, env = {}, output = "pipe" }: WebSettings = {},
): Promise<FaultWeb> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = {
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    APP_URL: url,
    AUTH_SECRET: "of-a-test-that-is-thrown-away-at-once",
    STRIPE_WEBHOOK_SECRET: SECRET,
    // Only a demo may talk to a simulator in production.
    REMIT_DEMO: "1",
    ...env,
  };
  const spawn = () => world.startProcess([...nodeFlags, "scripts/start-web.ts"], settings, output);
  let child = spawn();
  const isReady = async () => {
    if (child.process.exitCode !== null || child.process.signalCode !== null) {
      throw new Error(`The web ended before it was ready:\n${child.output()}`);
    }
    return (await readinessAt(url, START_ANSWER_MS_MAX)) === 200;
  };
  const ready = () => until("the web is ready", isReady, READY_MS_MAX, () => child.output());
  await ready();
  return {
    url,
    child: () => child,
    start: async () => {
      child = spawn();
      await ready();
    },
    kill: async () => {
      child.signal("SIGKILL");
      await child.exited;
    },
    readiness: () => readinessAt(url, ANSWER_MS_MAX),
  };
}

async function readinessAt(url: string, msMax: number): Promise<number | undefined> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(msMax) });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return undefined;
  }
}
