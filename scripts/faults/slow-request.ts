import { request } from "node:http";

/** A request that says when the server has taken it, which is before it is answered. */
export type SlowRequest = {
  readonly taken: Promise<void>;
  /** Undefined when the connection ended without an answer. */
  readonly status: Promise<number | undefined>;
};

/** Posts JSON on a connection of its own, and its body only once the server asks for it. */
export function sendSlowly(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
): SlowRequest {
  const sent = request(url, {
    method: "POST",
    agent: false,
    headers: {
      ...headers,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      expect: "100-continue",
    },
  });
  sent.flushHeaders();
  const taken = new Promise<void>((resolve) => {
    sent.once("continue", () => {
      sent.end(body);
      resolve();
    });
  });
  const status = new Promise<number | undefined>((resolve) => {
    sent.once("response", (answer) => {
      answer.resume();
      answer.once("close", () => resolve(answer.complete ? answer.statusCode : undefined));
    });
    sent.once("error", () => resolve(undefined));
  });
  return { taken, status };
}
