import { type Embedded, startEmbeddedPostgres } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { connectControl } from "@/simulator/control";
import { printerOf, say } from "./console";
import { type KeptService, keepService } from "./kept-service";
import type { Places } from "./places";
import { localSecrets } from "./secrets";
import {
  type Service,
  type ServiceEnvironment,
  startSimulator,
  startWeb,
  startWorker,
  stopService,
  waitForAnswer,
} from "./services";

export type StackOptions = {
  readonly places: Places;
  readonly ports: { readonly web: number; readonly simulator: number };
  readonly mode: "production" | "development";
  readonly durable: boolean;
  readonly env?: ServiceEnvironment;
  /** Runs when the database and the simulator are there, before anybody can look. */
  readonly prepare?: (parts: StackParts) => Promise<void>;
};

export type StackParts = {
  readonly databaseUrl: string;
  readonly simulatorUrl: string;
  readonly webUrl: string;
  readonly stripeKey: string;
};

export type Stack = StackParts & {
  /** The name of the first part that ended by itself, and could not be kept running. */
  readonly broken: Promise<string>;
  /** web, worker, simulator, PostgreSQL: nobody loses what they still need. */
  readonly stop: () => Promise<void>;
};

const SIMULATOR_KEY = "sk_test_sim_local";
const SIMULATOR_READY_MS_MAX = 20_000;
const WEB_READY_MS_MAX = 60_000;

/** What has been started so far, so that a start that fails half-way can be undone. */
type Started = {
  postgres?: Embedded;
  readonly services: Service[];
  /** Started again when they end by themselves; only once everything is ready. */
  readonly kept: KeptService[];
};

/** Starts everything in order and returns when the web answers. Undoes itself when a part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const started: Started = { services: [], kept: [] };
  const stop = () => stopAll(started);
  try {
    const parts = await startParts(options, started);
    return { ...parts, broken: firstToEnd(started), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: StackOptions, started: Started): Promise<StackParts> {
  const { places, ports, mode, durable } = options;
  const postgres = await startEmbeddedPostgres({
    dataDir: places.postgres,
    durable,
    onLog: quietPostgres(printerOf("postgres")),
  });
  started.postgres = postgres;
  say(`PostgreSQL is ready in ${places.postgres}`);
  await migrateDatabase(postgres.url);

  const parts: StackParts = {
    databaseUrl: postgres.url,
    simulatorUrl: `http://127.0.0.1:${ports.simulator}`,
    webUrl: `http://localhost:${ports.web}`,
    stripeKey: SIMULATOR_KEY,
  };
  const env = environmentOf(options, parts);
  const simulator = startSimulator({ port: ports.simulator, dataDir: places.simulator }, env);
  started.services.push(simulator);
  await waitForAnswer(simulator, `${parts.simulatorUrl}/_sim/clock`, SIMULATOR_READY_MS_MAX);
  await options.prepare?.(parts);
  await sendWebhooks(parts, localSecrets(places.folder).webhookSecret);

  // The worker waits with the web: its jobs answer what people do there.
  const starts = {
    worker: () => startWorker(env),
    web: () => startWeb({ port: ports.web, mode }, env),
  };
  const [worker, web] = [starts.worker(), starts.web()];
  started.services.push(worker, web);
  await waitForAnswer(web, `${parts.webUrl}/readyz`, WEB_READY_MS_MAX);
  started.services.splice(started.services.indexOf(worker));
  const keeping = { stop: stopService, say };
  started.kept.push(keepService(worker, { start: starts.worker, ...keeping }));
  started.kept.push(keepService(web, { start: starts.web, ...keeping }));
  return parts;
}

/** Blank settings keep a developer's `.env` with real keys out of the demo. */
function environmentOf(options: StackOptions, parts: StackParts): ServiceEnvironment {
  const { authSecret, webhookSecret } = localSecrets(options.places.folder);
  return {
    NODE_ENV: options.mode,
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: parts.databaseUrl,
    DATABASE_READ_URL: "",
    APP_URL: parts.webUrl,
    PORT: String(options.ports.web),
    AUTH_SECRET: authSecret,
    STRIPE_SECRET_KEY: parts.stripeKey,
    STRIPE_API_BASE: parts.simulatorUrl,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    REMIT_DEMO: "1",
    ACCOUNTING_TIME_ZONE: process.env.ACCOUNTING_TIME_ZONE ?? "",
    SMTP_URL: "",
    GITHUB_ID: "",
    GITHUB_SECRET: "",
    OIDC_ISSUER: "",
    OIDC_CLIENT_ID: "",
    OIDC_CLIENT_SECRET: "",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
    ...options.env,
  };
}

/** Only now, so that no event of the preparation waits for a web that is not there yet. */
async function sendWebhooks({ simulatorUrl, webUrl }: StackParts, secret: string): Promise<void> {
  const simulator = connectControl(simulatorUrl);
  for (const { id } of await simulator.endpoints()) await simulator.removeEndpoint(id);
  await simulator.addEndpoint({ url: `${webUrl}/api/stripe/webhook`, secret });
}

async function stopAll(started: Started): Promise<void> {
  for (const kept of started.kept.toReversed()) await kept.stop();
  for (const service of started.services.toReversed()) await stopService(service);
  await started.postgres?.stop();
}

function firstToEnd({ postgres, services, kept }: Started): Promise<string> {
  const ends = services.map((service) => service.process.exited.then(() => service.name));
  const postgresEnds = postgres ? [postgres.exited.then(() => "postgres")] : [];
  return Promise.race([...ends, ...kept.map(({ gaveUp }) => gaveUp), ...postgresEnds]);
}

/** PostgreSQL tells much that only matters when something is wrong. */
function quietPostgres(print: (line: string) => void): (line: string) => void {
  return (line) => {
    if (/\b(WARNING|ERROR|FATAL|PANIC):/.test(line)) print(line);
  };
}
