import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type WebhookServer = { readonly url: string; readonly close: () => void };

/** The webhook's route behind a real socket, for the simulator's deliveries. */
export async function serveWebhook(
  handle: (request: Request) => Promise<Response>,
): Promise<WebhookServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const signature = request.headers["stripe-signature"];
    const answer = await handle(
      new Request("http://localhost/api/stripe/webhook", {
        method: "POST",
        body: Buffer.concat(chunks).toString("utf8"),
        headers: typeof signature === "string" ? { "stripe-signature": signature } : {},
      }),
    );
    response.writeHead(answer.status).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/stripe/webhook`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
