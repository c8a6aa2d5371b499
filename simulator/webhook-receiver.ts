import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = {
  readonly body: string;
  readonly signature: string;
  readonly headers: IncomingHttpHeaders;
};

/** An endpoint for tests: keeps what arrives, and answers with whatever status it is told. */
export async function startReceiver() {
  const received: Received[] = [];
  let failures = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const signature = String(request.headers["stripe-signature"]);
      received.push({
        body: Buffer.concat(chunks).toString(),
        signature,
        headers: request.headers,
      });
      const isFailing = failures > 0;
      if (isFailing) failures -= 1;
      response.writeHead(isFailing ? 500 : 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    types: () => received.map(({ body }) => (JSON.parse(body) as { type: string }).type),
    failNext: (times: number) => {
      failures = times;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
