import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { expect, test } from "./support/world";

const FOREIGN = { origin: "https://evil.example", "access-control-request-method": "POST" };

for (const [method, path] of [
  ["OPTIONS", "/api/v1/events"],
  ["OPTIONS", "/api/v1/earnings?from=2026-01&to=2026-02"],
  ["OPTIONS", "/api/v1/openapi.json"],
  ["PUT", "/api/v1/earnings"],
  ["GET", "/api/v1/events"],
  ["DELETE", "/api/v1/plugins/atlas"],
] as const) {
  test(`${method} ${path} is refused, whatever site asks`, async ({ baseURL }) => {
    const { statusCode, headers } = await ask(method, `${baseURL}${path}`);
    expect(statusCode).toBe(405);
    expect(headers.allow).toMatch(/^(GET, HEAD|POST|PUT)$/);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
}

for (const path of ["/api/v1/events", "/earnings", "/sign-in"]) {
  test(`TRACE ${path} repeats nothing`, async ({ baseURL }) => {
    const { statusCode, headers } = await ask("TRACE", `${baseURL}${path}`);
    expect(statusCode).toBe(405);
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
}

/** With Node's own client, because `fetch` knows no foreign origin and refuses some methods. */
async function ask(method: string, url: string): Promise<IncomingMessage> {
  const asked = request(url, { method, headers: FOREIGN }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return answer;
}
