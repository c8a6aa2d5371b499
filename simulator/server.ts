import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ApiOptions, answerApi } from "./api";
import type { Params } from "./contract/form";
import { type ControlClient, controlBy, refusedControl } from "./control";
import { runControl } from "./control-endpoints";
import { ControlError } from "./control-input";
import { registerAtStart } from "./control-webhooks";
import { catchUp } from "./due-times";
import { ApiError } from "./errors";
import { answerDashboard } from "./hosted-dashboard";
import { answerOnboarding } from "./hosted-onboarding";
import { RateLimit } from "./rate-limit";
import { htmlReply, type Incoming, jsonReply, type Reply, sendReply } from "./reply";
import { createRouter } from "./router";
import type { WebhookOptions } from "./webhooks";
import { createWorld, type World } from "./world";

export type SimulatorOptions = {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** A loopback address; everything else is refused. */
  readonly host?: string;
  /** Makes ids repeat from run to run. */
  readonly seed?: number;
  /** Where the state is kept; in memory only when left out. */
  readonly dataDir?: string;
  readonly webhooks?: WebhookOptions & { readonly url?: string; readonly secret?: string };
  readonly rateLimitPerSecond?: number;
  readonly latencyMs?: number;
  /** Whether answers and events are compared with the shapes of the `stripe` package. */
  readonly checkContract?: boolean;
};

export type Simulator = {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly control: ControlClient;
  readonly close: () => Promise<void>;
};

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
const BODY_BYTES_MAX = 1_000_000;

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? "127.0.0.1";
  if (!LOOPBACK.has(host)) {
    throw new Error(
      `The simulator listens on this machine only: --host ${host} is refused, use 127.0.0.1.`,
    );
  }
  const world = createWorld(options);
  const limit = options.rateLimitPerSecond;
  const apiOptions: ApiOptions = {
    router: createRouter(),
    rateLimit: limit === undefined ? undefined : new RateLimit(limit),
    latencyMs: options.latencyMs ?? 0,
  };
  const server = createServer((request, response) => {
    void serve(world, apiOptions, request, response);
  });
  // Clients keep connections; without this a test would meet one that was just closed.
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, options.port ?? 0, host);
  const name = host === "::1" ? "[::1]" : host;
  world.origin = `http://${name}:${port}`;
  const { url, secret } = options.webhooks ?? {};
  if (url !== undefined) {
    world.setUp = () => registerAtStart(world, url, secret);
    world.setUp();
  }
  await world.keep();
  world.webhooks.wake();
  const alarm = setInterval(() => {
    catchUp(world);
    void world.keep();
  }, 1000).unref();
  const close = async () => {
    clearInterval(alarm);
    world.webhooks.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
    await world.keep();
  };
  const control = controlBy(world.origin, (...asked) => askControl(world, ...asked));
  return { url: world.origin, host, port, control, close };
}

/** The same as over HTTP, without the way there and back. */
async function askControl(
  world: World,
  method: string,
  name: string,
  input: unknown,
): Promise<unknown> {
  try {
    const given = input === undefined ? {} : copyOf(input);
    return copyOf(await runControl(world, method, name, given as Params));
  } catch (error) {
    if (error instanceof ControlError) throw refusedControl(method, name, error.message);
    if (error instanceof ApiError) throw refusedControl(method, name, error.body.message);
    throw error;
  }
}

/** JSON, as it would arrive. */
function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
  return (server.address() as AddressInfo).port;
}

async function serve(
  world: World,
  options: ApiOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const incoming = await read(request);
    sendReply(response, await dispatch(world, options, incoming));
  } catch (error) {
    if (response.headersSent) return;
    const status = error instanceof ControlError ? error.status : 500;
    if (status === 500) console.error("The simulator failed:", error);
    const message = error instanceof Error ? error.message : String(error);
    sendReply(response, jsonReply(status, { error: { type: "api_error", message } }));
  }
}

async function read(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw new ControlError(413, "The request body is too large.");
    chunks.push(part);
  }
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: request.method ?? "GET",
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? "" : target.slice(mark + 1),
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

async function dispatch(world: World, options: ApiOptions, incoming: Incoming): Promise<Reply> {
  const { path } = incoming;
  if (path.startsWith("/_sim/")) return await answerControl(world, incoming);
  const [, kind, first, second, third] = path.split("/");
  if (kind === "setup" && first === "e") {
    return await answerOnboarding(world, incoming, second ?? "", third ?? "");
  }
  if (kind === "express") return await answerDashboard(world, incoming, first ?? "", second ?? "");
  if (path === "/") return htmlReply(200, frontPage(world));
  return await answerApi(world, incoming, options);
}

async function answerControl(world: World, incoming: Incoming): Promise<Reply> {
  const name = incoming.path.slice("/_sim/".length);
  try {
    const result = await runControl(world, incoming.method, name, controlInput(incoming));
    return jsonReply(200, result);
  } catch (error) {
    if (error instanceof ControlError) return jsonReply(error.status, { error: error.message });
    if (error instanceof ApiError) return jsonReply(error.status, { error: error.body.message });
    throw error;
  }
}

function controlInput(incoming: Incoming): Params {
  if (incoming.body === "") return {};
  try {
    const value: unknown = JSON.parse(incoming.body);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Params;
  } catch {
    // Falls through to the message below, which fits every kind of wrong body.
  }
  throw new ControlError(400, "The body of a control request must be a JSON object.");
}

function frontPage(world: World): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Stripe simulator</title></head>
<body><main><h1>Stripe simulator</h1><p>Not Stripe. The API is at ${world.origin}/v1 and /v2, the
controls at ${world.origin}/_sim/state. Its time is ${world.clock.nowText()}.</p></main></body></html>`;
}
