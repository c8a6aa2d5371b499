import http, { type RequestListener, type ServerOptions } from "node:http";

/**
 * Answers TRACE before Next sees it: Next makes a `Request` of everything that comes in, and there
 * is none with this method, so it would answer 500 and log a bug. Loaded before Next is, by
 * `--import` or by an import; Node runs it as it stands.
 */
const create = http.createServer.bind(http);
Object.assign(http, {
  createServer: (...given: readonly (ServerOptions | RequestListener | undefined)[]) => {
    const options = given.find((part): part is ServerOptions => typeof part === "object");
    const listener = given.find((part): part is RequestListener => typeof part === "function");
    return create(options ?? {}, listener && withoutTrace(listener));
  },
});

function withoutTrace(listener: RequestListener): RequestListener {
  return (request, response) => {
    if (request.method !== "TRACE") return listener(request, response);
    response.writeHead(405, { allow: "GET, HEAD, POST, PUT", connection: "close" }).end();
  };
}
