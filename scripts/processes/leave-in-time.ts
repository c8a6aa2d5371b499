import http, {
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from "node:http";
import { constants } from "node:os";

/**
 * Lets a web that is asked to stop do so under load: from then on each answer ends its connection.
 *
 * Node closes idle connections by itself, but a client that keeps using its own would keep the
 * server alive until somebody kills it, together with what it is doing. Loaded before Next is, by
 * `--import` or by an import; Node runs it as it stands.
 */
const underWay = new Set<ServerResponse>();
let isLeaving = false;

const create = http.createServer.bind(http);
Object.assign(http, {
  createServer: (...given: readonly (ServerOptions | RequestListener | undefined)[]): Server => {
    const options = given.find((part): part is ServerOptions => typeof part === "object");
    const listener = given.find((part): part is RequestListener => typeof part === "function");
    return create(options ?? {}, listener && leavingAfter(listener));
  },
});

function leavingAfter(listener: RequestListener): RequestListener {
  return (request: IncomingMessage, response: ServerResponse) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    if (isLeaving) endAfter(response);
    return listener(request, response);
  };
}

function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    isLeaving = true;
    for (const response of underWay) endAfter(response);
    // Next stops the process by itself, but not while it is still starting.
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
  });
}
